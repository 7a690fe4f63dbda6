//! A small file of IATI as publishers write it: made up, with one odd shape of each sort.

/// Two levels with links in both directions, one of them to an activity that is elsewhere;
/// organisations in several spellings; money of two currencies; indicators in numbers and words.
pub(crate) const ACTIVITIES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<result><ok>True</ok>
<iati-activities version="2.03" generated-datetime="2026-03-01T10:00:00Z" xmlns:x="http://example.org/x">
 <iati-activity hierarchy="1" default-currency="EUR" xml:lang="EN" x:note="y">
  <iati-identifier>XX-RIV-1</iati-identifier>
  <reporting-org ref="XX-RIV" type="22"><narrative>River Alliance (RIVA)</narrative></reporting-org>
  <title>
   <narrative>Clean rivers</narrative>
   <narrative xml:lang="fr">Rivières propres</narrative>
  </title>
  <description type="1"><narrative>Cleans   rivers
   of two countries.</narrative></description>
  <description type="2"><narrative>Fish return.</narrative></description>
  <participating-org ref="N/A" role="1" type="10"><narrative>GOVERNMENT OF ARVENIA</narrative></participating-org>
  <participating-org ref="13000" role="2"><narrative>Third country government</narrative></participating-org>
  <participating-org role="4"><narrative>river alliance (RIVA)</narrative></participating-org>
  <participating-org ref="N/A" role="4"><narrative>n/a</narrative></participating-org>
  <activity-status code="2"/>
  <activity-date iso-date="2024-01-01" type="1"><narrative>Planned start</narrative></activity-date>
  <activity-date iso-date="2024-02-15" type="2"><narrative>Start: 15-FEB-24</narrative></activity-date>
  <activity-date iso-date="2026-12-31" type="3"><narrative>when the snow melts in 2027</narrative></activity-date>
  <contact-info type="2"><person-name><narrative>A. Person</narrative></person-name><email>a@example.org</email></contact-info>
  <recipient-country code="KE" percentage="60.5"/>
  <recipient-country code="np" percentage="30"/>
  <location><name><narrative>Lake Turkana</narrative></name><point><pos>3.5 36.0</pos></point></location>
  <sector code="14010" percentage="100"><narrative>Water policy</narrative></sector>
  <tag code="6" vocabulary="2"/>
  <policy-marker code="2" significance="2"/>
  <policy-marker code="1" significance="0"/>
  <default-flow-type code="10"/>
  <budget type="1"><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/><value value-date="2024-01-01">1000.10</value></budget>
  <budget type="2"><period-start iso-date="2024-01-01"/><period-end iso-date="2025-12-31"/><value currency="USD" value-date="2024-01-01">0</value></budget>
  <document-link url="https://example.org/rivers.pdf"><title><narrative>Rivers</narrative></title><category code="A02"/><language code="en"/></document-link>
  <related-activity ref="XX-RIV-2" type="2"/>
  <related-activity ref="XX-GONE" type="2"/>
 </iati-activity>
 <iati-activity hierarchy="2" default-currency="EUR">
  <iati-identifier>XX-RIV-2</iati-identifier>
  <reporting-org ref="XX-RIV" type="22"><narrative>River Alliance (RIVA)</narrative></reporting-org>
  <title><narrative>Nets against trafficking of fish</narrative></title>
  <participating-org ref="XX-RIV" role="4"><narrative>RIVER ALLIANCE (RIVA)</narrative></participating-org>
  <activity-status code="9"/>
  <activity-date iso-date="2024-03-01" type="2"/>
  <activity-date iso-date="2024-02-01" type="4"/>
  <recipient-country code="KE"/>
  <transaction><transaction-type code="3"/><transaction-date iso-date="2024-05-01"/><value value-date="2024-05-01">100.10</value></transaction>
  <transaction><transaction-type code="3"/><transaction-date iso-date="2024-09-01"/><value value-date="2024-09-01">-0.05</value></transaction>
  <transaction><transaction-type code="3"/><transaction-date iso-date="2025-01-01"/><value value-date="2025-01-01">7</value></transaction>
  <transaction><transaction-type code="11"/><transaction-date iso-date="2024-01-01"/><value value-date="2024-01-01">500</value><provider-org><narrative>Government of Arvenia</narrative></provider-org></transaction>
  <transaction><transaction-type code="8"/><transaction-date iso-date="2024-01-01"/><value value-date="2024-01-01">5</value></transaction>
  <transaction><transaction-type code="4"/><transaction-date iso-date="2024-01-01"/><value currency="USD" value-date="2024-01-01">much</value></transaction>
  <related-activity ref="XX-RIV-1" type="1"/>
  <result type="1">
   <title><narrative>Nets are used</narrative></title>
   <indicator measure="1" ascending="0">
    <title><narrative>Fish sold in secret</narrative></title>
    <baseline year="2023" value="40"><comment><narrative>counted</narrative></comment></baseline>
    <period>
     <period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/>
     <target value="20"/><actual value="12.5"/>
     <actual value="5"><dimension name="Sex" value="women"/></actual>
    </period>
    <period>
     <period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/>
     <target value=""><comment><narrative>Law on nets adopted</narrative></comment></target>
    </period>
   </indicator>
  </result>
 </iati-activity>
 <iati-activity default-currency="EUR">
  <iati-identifier>XX-RIV-3</iati-identifier>
  <reporting-org ref="XX-RIV"><narrative>River Alliance (RIVA)</narrative></reporting-org>
  <title><narrative>Studies</narrative></title>
  <recipient-region code="298" percentage="100"/>
  <related-activity ref="XX-RIV-3" type="1"/>
 </iati-activity>
 <iati-activity>
  <iati-identifier>XX-RIV-3</iati-identifier>
  <title><narrative>Studies again</narrative></title>
 </iati-activity>
 <iati-activity><title><narrative>Nameless</narrative></title></iati-activity>
</iati-activities></result>
"#;
