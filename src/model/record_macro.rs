//! The macro that declares record structs.

use super::{IdListMap, TextMap};

/// An optional value, which JSON leaves out when it is empty.
pub(super) trait IsEmpty {
    fn is_empty(&self) -> bool;
}

impl<T> IsEmpty for Option<T> {
    fn is_empty(&self) -> bool {
        self.is_none()
    }
}

impl<T> IsEmpty for Vec<T> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl IsEmpty for IdListMap {
    fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

impl IsEmpty for TextMap {
    fn is_empty(&self) -> bool {
        TextMap::is_empty(self)
    }
}

/// Declares a struct whose fields are read from JSON, written to it and visited by name. Required
/// fields stand before the `;`.
macro_rules! record {
    (
        $(#[$doc:meta])*
        $name:ident {
            $($(#[$required_doc:meta])* $required:ident: $required_type:ty),* ;
            $($(#[$optional_doc:meta])* $optional:ident: $optional_type:ty),* $(,)?
        }
    ) => {
        $(#[$doc])*
        // remote = "Self": the derived functions become inherent, and the traits below wrap them
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields, expecting = "an object", remote = "Self")]
        pub struct $name {
            $($(#[$required_doc])* pub $required: $required_type,)*
            $(
                $(#[$optional_doc])*
                #[serde(default, skip_serializing_if = "IsEmpty::is_empty")]
                pub $optional: $optional_type,
            )*
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize($crate::model::object_only::ObjectOnly(deserializer))
            }
        }

        impl RecordFields for $name {
            const NEEDED_FIELDS: &'static [&'static str] = &[$(stringify!($required)),*];

            const FIELDS: &'static [&'static str] =
                &[$(stringify!($required),)* $(stringify!($optional),)*];

            fn for_each_link<'a>(&'a self, visit: &mut dyn FnMut(RecordReference<'a>)) {
                use $crate::model::record_fields::visit_links;
                use $crate::model::link_fields::linked_kind;
                $(
                    let kind = const { linked_kind(stringify!($required)) };
                    visit_links(stringify!($required), kind, &self.$required, visit);
                )*
                $(
                    let kind = const { linked_kind(stringify!($optional)) };
                    visit_links(stringify!($optional), kind, &self.$optional, visit);
                )*
            }

            fn for_each_date<'a>(
                &'a self,
                visit: &mut dyn FnMut(&'static str, &'a $crate::model::EdtfDate),
            ) {
                use $crate::model::record_fields::visit_date;
                $(visit_date(stringify!($required), &self.$required, visit);)*
                $(visit_date(stringify!($optional), &self.$optional, visit);)*
            }

            fn for_each_text<'a>(&'a self, visit: &mut dyn FnMut(&'static str, &'a str)) {
                use $crate::model::field_content::FieldContent as _;
                $(self.$required.for_each_text(&mut |text| visit(stringify!($required), text));)*
                $(self.$optional.for_each_text(&mut |text| visit(stringify!($optional), text));)*
            }
        }
    };
}

pub(super) use record;
