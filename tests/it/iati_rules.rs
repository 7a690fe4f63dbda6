//! `gloact check FILE.xml`: the rules of the standard, as warnings with line, column and id.

use crate::Sandbox;

/// An activity that breaks most rules, one in each line.
const BROKEN: &str = r#"<iati-activities version="2.03">
<iati-activity>
<iati-identifier>XX/1</iati-identifier>
<reporting-org ref="XX/1"><narrative></narrative></reporting-org>
<title><narrative>Broken</narrative></title>
<participating-org role="7"/>
<activity-status code="9"/>
<activity-date type="3" iso-date="2024-01-01"/>
<activity-date type="4" iso-date="2024-01-01"/>
<activity-date type="2" iso-date="2030-01-01"/>
<activity-date type="9" iso-date="01/02/2024"/>
<recipient-country code="KE" percentage="60"/>
<recipient-country code="NP" percentage="30"/>
<sector vocabulary="99" code="A" percentage="10"/>
<policy-marker code="1"/>
<budget type="5">
<period-start iso-date="2024-01-01"/><period-end iso-date="2023-01-01"/>
<value>1</value>
</budget>
<budget>
<period-start iso-date="2024-01-01"/><period-end iso-date="2026-01-01"/>
<value currency="EURO" value-date="2031-01-01">much</value>
</budget>
<transaction>
<transaction-type code="99"/>
<transaction-date iso-date="2031-01-01"/>
<value currency="EUR">1</value>
<receiver-org/>
<recipient-country code="KE"/>
</transaction>
<result type="5"><indicator measure="5">
<baseline value="many"/>
</indicator><indicator measure="1">
<period><period-start iso-date="2024-02-01"/><period-end iso-date="2024-01-01"/>
<target/>
<actual value="some"/></period></indicator></result>
</iati-activity>
</iati-activities>
"#;

const FINDINGS: &[&str] = &[
    "broken.xml:2:1: warning: 2 narratives state no language, nor the activity (rule 4.1.1)",
    "broken.xml:2:1: warning: the activity has no description",
    "broken.xml:3:1: warning: an identifier must not have the signs / & | ?",
    "broken.xml:3:1: warning: the identifier of the activity is that of its publisher (rule 1.1.3)",
    "broken.xml:4:27: warning: the narrative of reporting-org is empty (rule 4.3.1)",
    "broken.xml:6:1: warning: \"7\" is not in the code list OrganisationRole",
    "broken.xml:6:1: warning: the participating-org has neither ref nor narrative (rule 6.9.1)",
    "broken.xml:7:1: warning: \"9\" is not in the code list ActivityStatus",
    "broken.xml:9:1: warning: the actual end 2024-01-01 is before the start 2030-01-01 (rule 11.1.3)",
    "broken.xml:10:1: warning: the actual start 2030-01-01 is still to come (rule 11.1.4)",
    "broken.xml:11:1: warning: \"01/02/2024\" is no day in the form 2026-01-31",
    "broken.xml:11:1: warning: \"9\" is not in the code list ActivityDateType",
    "broken.xml:12:1: warning: countries stand both at the activity and at its transactions (rule 3.6.2)",
    "broken.xml:12:1: warning: the percentages of countries and regions add up to 90, not 100 (rule 3.4)",
    "broken.xml:14:1: warning: the percentages of sectors of vocabulary 99 add up to 10, not 100 (rule 2.1.1)",
    "broken.xml:14:1: warning: a sector of the publisher's own vocabulary has no narrative (rule 2.2.1)",
    "broken.xml:15:1: warning: the policy marker has no significance",
    "broken.xml:16:1: warning: \"5\" is not in the code list BudgetType",
    "broken.xml:16:1: warning: the end of the budget 2023-01-01 is before its start 2024-01-01 (rule 8.6.3)",
    "broken.xml:18:1: warning: the amount has no currency, nor the activity (rule 7.8.1)",
    "broken.xml:20:1: warning: the budget is for more than a year: 2024-01-01 to 2026-01-01 (rule 7.5.3)",
    "broken.xml:22:1: warning: \"EURO\" is no currency of ISO 4217",
    "broken.xml:22:1: warning: \"much\" is no amount",
    "broken.xml:22:1: warning: the date of the value 2031-01-01 is still to come (rule 11.2.2)",
    "broken.xml:25:1: warning: \"99\" is not in the code list TransactionType",
    "broken.xml:26:1: warning: the transaction of 2031-01-01 is still to come (rule 11.2.1)",
    "broken.xml:28:1: warning: the receiver-org has neither ref nor narrative (rule 6.10.1)",
    "broken.xml:31:1: warning: \"5\" is not in the code list ResultType",
    "broken.xml:32:1: warning: a qualitative indicator states its baseline in a comment alone (rule 8.8)",
    "broken.xml:34:1: warning: the end of the period 2024-01-01 is before its start 2024-02-01 (rule 8.6.1)",
    "broken.xml:35:1: warning: the target has no value (rule 8.9)",
    "broken.xml:36:1: warning: the actual \"some\" is no number (rule 8.10)",
];

#[test]
fn broken_rules_are_warnings_with_line_column_and_id() {
    let sandbox = Sandbox::new();
    sandbox.write("broken.xml", BROKEN);
    let args = ["check", "broken.xml", "--format", "lines", "--today", "2026-11-30"];
    let output = sandbox.run(&args);
    assert_eq!(output.code, 0, "{}", output.all_output());
    for words in FINDINGS {
        assert!(output.out.lines().any(|line| line == *words), "{words}\n{}", output.out);
    }
    let strict = sandbox.run(&["check", "broken.xml", "--strict"]);
    assert_eq!(strict.code, 3);
    assert!(strict.out.contains("<participating-org role=\"7\"/>"), "{}", strict.out);
}

#[test]
fn a_file_that_keeps_the_rules_has_no_findings_of_them() {
    let sandbox = Sandbox::new();
    let text = r#"<iati-activities version="2.03"><iati-activity xml:lang="en" default-currency="EUR">
        <iati-identifier>XX-1-A</iati-identifier><reporting-org ref="XX-1"><narrative>R</narrative>
        </reporting-org><title><narrative>T</narrative></title><description><narrative>D</narrative>
        </description><participating-org role="4" ref="XX-1"/><activity-status code="2"/>
        <activity-date type="1" iso-date="2024-01-01"/><recipient-country code="KE"/>
        <sector code="15190"/></iati-activity></iati-activities>"#;
    sandbox.write("good.xml", text);
    let output = sandbox.run(&["check", "good.xml", "--format", "lines"]);
    assert_eq!(output.out, "errors 0, warnings 0, notes 0\n", "{}", output.all_output());
    let other = sandbox.run(&["check", "events.csv"]);
    assert_eq!(other.code, 2);
    assert!(other.err.contains("unexpected argument \"events.csv\""), "{}", other.err);
}
