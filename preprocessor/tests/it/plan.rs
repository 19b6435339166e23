//! The plan of the guide, for every combination of answers and for every day of three years; and what
//! is refused in `plan.json`.

use std::fs;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use mdbook_operators::{Anchor, Answers, Data, OPERATOR, UNKNOWN, WAY, combinations, is_for, load};

use crate::evaluate::{Days, Outcome, Planned, earliest, end, evaluate, latest};
use crate::{data_with, edited, guide, text_of};

/// What sends a notice, or speaks of one that was sent.
const NOTICES: [&str; 4] = [
    "message/prepaid.md",
    "message/cancel.md",
    "message/no-bankid.md",
    "message/no-answer.md",
];
/// The lines that say to move accounts.
const ACCOUNTS: &str = "precautions.md#precautions-accounts";

fn data() -> Data {
    load(guide()).expect("the data of the guide is right")
}

fn answers(given: &[(&str, &str)], data: &Data) -> Answers {
    let questions = data.plan.questions.iter();
    let unknown = questions.map(|question| (question.id.clone(), UNKNOWN.to_owned()));
    let given = given
        .iter()
        .map(|(question, value)| ((*question).to_owned(), (*value).to_owned()));
    unknown.chain(given).collect()
}

const DAYS: Days = Days {
    today: date(2026, 11, 29),
    send: Some(date(2026, 11, 30)),
    leave: Some(date(2026, 12, 18)),
};

/// What has to be true of every plan.
fn wrong(outcome: &Outcome, answers: &Answers, data: &Data) -> Option<String> {
    let way = answers[WAY].as_str();
    let ids = || {
        outcome
            .lines
            .iter()
            .map(|one| one.line.id.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    if !(3..=12).contains(&outcome.lines.len()) {
        return Some(format!("{} lines: {}", outcome.lines.len(), ids()));
    }
    let messages = outcome.messages.len();
    if messages != 1 {
        return Some(format!("{messages} messages"));
    }
    let mut targets = outcome.lines.iter().map(|one| one.line.to.as_str());
    let mut all = targets
        .by_ref()
        .chain(outcome.messages.iter().map(|one| one.to.as_str()));
    if way != "give-up" && all.any(|to| NOTICES.contains(&to)) {
        return Some("a notice".to_owned());
    }
    if outcome.lines.iter().filter(|one| one.line.stop).count() > 1 {
        return Some(format!("more than one that cannot be undone: {}", ids()));
    }
    let rule = data.plan.rule_of.get(&answers[OPERATOR]);
    if outcome.end.is_some() && (rule.is_none() || !is_for(&data.plan.dates, answers)) {
        return Some("an end without a rule".to_owned());
    }
    let ends = |one: &&Planned| {
        one.line
            .day
            .is_some_and(|(anchor, _)| anchor == Anchor::End)
    };
    if outcome.end.is_none()
        && outcome
            .lines
            .iter()
            .filter(ends)
            .any(|one| one.day.is_some())
    {
        return Some("a day from an unknown end".to_owned());
    }
    if way == "give-up" {
        let accounts = outcome.lines.iter().position(|one| one.line.to == ACCOUNTS);
        let Some(accounts) = accounts else {
            return Some("no accounts".to_owned());
        };
        let day = outcome.lines[accounts].day;
        if outcome
            .end
            .is_some_and(|end| day.is_none_or(|day| day > end))
        {
            return Some("accounts after the end".to_owned());
        }
        let sent = outcome
            .lines
            .iter()
            .position(|one| matches!(one.line.day, Some((Anchor::Send | Anchor::Notice, 0))));
        if sent.is_none_or(|sent| sent < accounts) {
            return Some(format!("accounts after sending: {}", ids()));
        }
    }
    None
}

#[test]
fn every_combination_of_answers_is_a_plan_that_can_be_followed() {
    let data = data();
    let all = combinations(&data.plan, |_| true);
    assert_eq!(all.len(), 12_600);
    let mut seen = std::collections::BTreeSet::new();
    for answers in &all {
        let outcome = evaluate(&data.plan, answers, DAYS);
        let wrong = wrong(&outcome, answers, &data);
        assert_eq!(wrong, None, "{answers:?}");
        seen.extend(outcome.lines.iter().map(|one| one.line.id.as_str()));
    }
    let unseen = data.plan.lines.iter().map(|line| line.id.as_str());
    let unseen: Vec<&str> = unseen.filter(|id| !seen.contains(id)).collect();
    assert_eq!(unseen, Vec::<&str>::new(), "lines that are for nobody");
}

#[test]
fn who_calls_an_operator_calls_one_and_nobody_calls_for_an_employer() {
    let data = data();
    for answers in combinations(&data.plan, |_| true) {
        let call = evaluate(&data.plan, &answers, DAYS).call;
        let by_owner = !matches!(answers["kind"].as_str(), "employer" | "someone-else");
        assert_eq!(call, by_owner, "{answers:?}");
    }
}

#[test]
fn the_kinds_of_notice_periods_end_on_their_days() {
    let data = data();
    let ends = |operator: &str, send: Date| {
        let answers = answers(&[(WAY, "give-up"), (OPERATOR, operator)], &data);
        let outcome = evaluate(
            &data.plan,
            &answers,
            Days {
                send: Some(send),
                ..DAYS
            },
        );
        (outcome.end, outcome.paid)
    };
    let same = |day| (Some(day), Some(day));
    assert_eq!(
        ends("telenor", date(2026, 11, 30)),
        same(date(2026, 12, 31))
    );
    assert_eq!(ends("telenor", date(2026, 12, 1)), same(date(2027, 1, 31)));
    assert_eq!(ends("telenor", date(2028, 1, 31)), same(date(2028, 2, 29)));
    assert_eq!(
        ends("plussmobil", date(2026, 11, 30)),
        same(date(2026, 11, 30))
    );
    assert_eq!(
        ends("chilimobil", date(2026, 12, 1)),
        same(date(2026, 12, 31))
    );
    assert_eq!(
        ends("ice", date(2026, 12, 31)),
        (Some(date(2027, 1, 1)), None)
    );
    assert_eq!(
        ends("nicemobil", date(2026, 11, 30)),
        (Some(date(2026, 12, 1)), None)
    );
    for unknown in ["telia", "talkmore", "lycamobile", "other", UNKNOWN] {
        assert_eq!(ends(unknown, date(2026, 11, 30)), (None, None), "{unknown}");
    }
}

#[test]
fn whoever_leaves_learns_the_latest_day_to_send() {
    let data = data();
    let latest = |operator: &str, leave: Date| {
        let answers = answers(&[(WAY, "give-up"), (OPERATOR, operator)], &data);
        let days = Days {
            leave: Some(leave),
            ..DAYS
        };
        evaluate(&data.plan, &answers, days).latest
    };
    let leave = date(2026, 12, 18);
    assert_eq!(latest("telenor", leave), Some(date(2026, 11, 30)));
    assert_eq!(latest("plussmobil", leave), Some(leave));
    assert_eq!(latest("ice", leave), Some(date(2026, 12, 17)));
    assert_eq!(
        latest("telenor", date(2026, 12, 31)),
        Some(date(2026, 11, 30))
    );
    assert_eq!(
        latest("telenor", date(2027, 1, 1)),
        Some(date(2026, 12, 31))
    );
    assert_eq!(latest("telia", leave), None);
}

/// Every day of three years, a leap day among them.
fn three_years() -> impl Iterator<Item = Date> {
    date(2026, 11, 1).series(1.day()).take(3 * 365 + 1)
}

#[test]
fn no_notice_ends_before_it_is_sent_and_the_latest_day_is_the_latest() {
    let data = data();
    for rule in data.plan.rules.values() {
        for send in three_years() {
            let last = end(rule.end, send);
            assert!(last >= send, "{send} {last}");
            assert!(
                rule.paid.is_none_or(|paid| end(paid, send) >= last),
                "{send}"
            );
        }
        for leave in three_years() {
            // By trying all days: the first end that is not before the day of leaving.
            let days = || (0..100).map(|back| leave - back.days());
            let first = days()
                .map(|day| end(rule.end, day))
                .filter(|end| *end >= leave)
                .min();
            let right = || days().filter(|day| Some(end(rule.end, *day)) == first);
            assert_eq!(Some(latest(rule.end, leave)), right().next(), "{leave}");
            assert_eq!(
                Some(earliest(rule.end, leave)),
                right().next_back(),
                "{leave}"
            );
        }
    }
}

#[test]
fn on_every_day_the_order_can_be_followed() {
    let data = data();
    let all = combinations(&data.plan, |id| id == WAY || id == OPERATOR);
    // One operator a kind of notice period.
    let kinds = ["telenor", "plussmobil", "ice", "other"];
    let plans: Vec<Answers> = all
        .iter()
        .filter(|some| kinds.contains(&some[OPERATOR].as_str()))
        .flat_map(|some| {
            let some: Vec<_> = some.iter().map(|(q, v)| (q.as_str(), v.as_str())).collect();
            let known = [("kind", "monthly"), ("bound", "no")];
            let with = |place| answers(&[&some[..], &known, &[("place", place)]].concat(), &data);
            [with("leaving"), with("norway")]
        })
        .collect();
    for send in three_years() {
        for after in [0, 31, 120] {
            let days = Days {
                today: send,
                send: Some(send),
                leave: Some(send + after.days()),
            };
            for answers in &plans {
                let outcome = evaluate(&data.plan, answers, days);
                assert_eq!(
                    wrong(&outcome, answers, &data),
                    None,
                    "{days:?} {answers:?}"
                );
                let known: Vec<Date> = outcome.lines.iter().filter_map(|one| one.day).collect();
                assert!(
                    known.is_sorted() && known[0] >= send,
                    "{days:?} {answers:?}"
                );
                // What is on the phone is saved while the number works, before the notice if that is short.
                let place = |id: &str| line(&outcome, id);
                if let Some(((saved, line), (sent, _))) = place("save").zip(place("send")) {
                    let in_time = outcome
                        .end
                        .zip(line.day)
                        .is_some_and(|(end, day)| day < end);
                    assert!(saved < sent || in_time, "{days:?} {answers:?}");
                }
            }
        }
    }
}

/// The plan of somebody with a bill every month on 29 November 2026, without a day to send.
fn undecided<'a>(data: &'a Data, given: &[(&str, &str)], leave: Option<Date>) -> Outcome<'a> {
    let known = [(WAY, "give-up"), ("kind", "monthly")];
    let answers = answers(&[&known, given].concat(), data);
    let days = Days {
        today: date(2026, 11, 29),
        send: None,
        leave,
    };
    evaluate(&data.plan, &answers, days)
}

/// The first line of the plan whose id begins so, with its place.
fn line<'a>(outcome: &'a Outcome, id: &str) -> Option<(usize, &'a Planned<'a>)> {
    let mut lines = outcome.lines.iter().enumerate();
    lines.find(|(_, one)| one.line.id.starts_with(id))
}

fn day_of(outcome: &Outcome, id: &str) -> Option<Date> {
    line(outcome, id).expect("the line is in the plan").1.day
}

#[test]
fn who_names_no_day_to_send_keeps_the_number_until_leaving_and_does_not_wait_for_the_last_day() {
    let data = data();
    let sends = |operator: &str, leave: Date| {
        let leaving = [(OPERATOR, operator), ("place", "leaving")];
        let outcome = undecided(&data, &leaving, Some(leave));
        (day_of(&outcome, "send"), outcome.end)
    };
    let at = |send, end| (Some(send), Some(end));
    let leave = date(2026, 12, 18);
    let new_year = date(2026, 12, 31);
    // Today is early enough and not too early.
    assert_eq!(sends("telenor", leave), at(date(2026, 11, 29), new_year));
    // The number would stop tomorrow, or at the end of this month: the first day of the right month.
    assert_eq!(sends("ice", leave), at(date(2026, 12, 17), leave));
    assert_eq!(
        sends("ice", date(2026, 12, 8)),
        at(date(2026, 12, 7), date(2026, 12, 8))
    );
    assert_eq!(sends("plussmobil", leave), at(date(2026, 12, 1), new_year));
    assert_eq!(
        sends("chilimobil", new_year),
        at(date(2026, 12, 1), new_year)
    );
    assert_eq!(
        sends("telenor", date(2027, 2, 15)),
        at(date(2027, 1, 1), date(2027, 2, 28))
    );
    // Who has left sends today.
    assert_eq!(
        sends("ice", date(2026, 11, 20)),
        at(date(2026, 11, 29), date(2026, 11, 30))
    );
    // Without a rule there is no day.
    assert_eq!(sends("telia", leave), (None, None));
}

#[test]
fn who_stays_and_names_no_day_gives_notice_today_only_where_the_number_then_works_for_a_month() {
    let data = data();
    for place in ["norway", "abroad", UNKNOWN] {
        for (operator, send, end) in [
            (
                "telenor",
                Some(date(2026, 11, 29)),
                Some(date(2026, 12, 31)),
            ),
            ("ice", None, None),
            ("nicemobil", None, None),
            ("chilimobil", None, None),
            ("plussmobil", None, None),
            ("telia", None, None),
        ] {
            let outcome = undecided(&data, &[(OPERATOR, operator), ("place", place)], None);
            let days = (day_of(&outcome, "send"), outcome.end);
            assert_eq!(days, (send, end), "{operator} {place}");
            assert_eq!(
                day_of(&outcome, "remind").is_some(),
                send.is_some(),
                "{operator}"
            );
            assert_eq!(
                day_of(&outcome, "dead").is_some(),
                end.is_some(),
                "{operator}"
            );
        }
    }
    // What is asked is asked today, whatever the rule.
    for way in ["ask", "pause"] {
        let outcome = undecided(&data, &[(OPERATOR, "ice"), (WAY, way)], None);
        assert_eq!(day_of(&outcome, way), Some(date(2026, 11, 29)));
    }
}

#[test]
fn nobody_is_told_to_report_a_move_on_a_day_that_no_leaving_gives() {
    let data = data();
    let register = |leave| {
        day_of(
            &undecided(&data, &[("place", "leaving")], leave),
            "register",
        )
    };
    assert_eq!(register(None), None);
    assert_eq!(register(Some(date(2027, 1, 15))), Some(date(2027, 1, 1)));
}

#[test]
fn whoever_leaves_an_operator_without_a_known_rule_names_the_end_and_waits_for_no_answer() {
    let data = data();
    for (bankid, text) in [
        ("yes", "message/cancel.md"),
        ("no", "message/no-bankid.md"),
        (UNKNOWN, "message/cancel.md"),
    ] {
        let given = [
            (OPERATOR, "telia"),
            ("place", "leaving"),
            ("bankid", bankid),
        ];
        let outcome = undecided(&data, &given, Some(date(2026, 12, 18)));
        let sent: Vec<&str> = outcome.messages.iter().map(|one| one.to.as_str()).collect();
        assert_eq!(sent, [text]);
        let place = |id| line(&outcome, id).expect(id).0;
        assert!(place("accounts") < place("send-leaving"));
        assert!(place("send-leaving") < place("remind"));
        assert!(
            !outcome
                .lines
                .iter()
                .any(|one| one.line.id.starts_with("ask"))
        );
    }
}

#[test]
fn whoever_is_bound_asks_and_then_has_the_rest_without_a_day() {
    let data = data();
    for operator in ["telenor", "plussmobil", "ice", "other"] {
        for place in ["norway", "leaving", "abroad"] {
            let given = [(OPERATOR, operator), ("place", place), ("bound", "yes")];
            let outcome = undecided(&data, &given, Some(date(2026, 12, 18)));
            let places: Vec<usize> = [
                "ask-bound",
                "ask-again",
                "send-later",
                "remind",
                "dead",
                "last-bill",
                "close",
            ]
            .map(|id| line(&outcome, id).expect(id).0)
            .into();
            assert!(places.is_sorted(), "{operator} {place} {places:?}");
            assert!(line(&outcome, "save").is_some());
            for id in ["send-later", "remind", "dead", "last-bill", "close"] {
                assert_eq!(day_of(&outcome, id), None, "{operator} {place} {id}");
            }
        }
    }
}

#[test]
fn an_answer_is_waited_for_before_what_follows_from_it() {
    let data = data();
    for answers in combinations(&data.plan, |_| true) {
        let outcome = evaluate(&data.plan, &answers, DAYS);
        let again = outcome
            .lines
            .iter()
            .rposition(|one| one.line.id.contains("again"));
        let answered = outcome
            .lines
            .iter()
            .position(|one| one.line.when.starts_with("拿到答复"));
        assert!(
            again.is_none() || answered.is_none() || again < answered,
            "{answers:?}"
        );
    }
}

#[test]
fn a_prepaid_card_is_asked_about_before_it_is_ended() {
    let data = data();
    let outcome = undecided(&data, &[("kind", "prepaid"), (OPERATOR, "mycall")], None);
    let sent: Vec<&str> = outcome.messages.iter().map(|one| one.to.as_str()).collect();
    assert_eq!(sent, ["message/prepaid-ask.md"]);
    let place = |id| line(&outcome, id).map(|(place, _)| place);
    assert!(place("accounts") < place("ask-first-prepaid"));
    assert!(place("ask-first-prepaid") < place("send-prepaid"));
    assert_eq!(day_of(&outcome, "send-prepaid"), None);
}

#[test]
fn the_accounts_stand_before_a_notice_whose_day_has_passed() {
    let data = data();
    let stops: Vec<&str> = data
        .plan
        .lines
        .iter()
        .filter(|line| line.stop)
        .map(|line| line.id.as_str())
        .collect();
    for answers in combinations(&data.plan, |_| true) {
        let days = Days {
            today: date(2026, 12, 2),
            send: Some(date(2026, 11, 29)),
            leave: None,
        };
        let outcome = evaluate(&data.plan, &answers, days);
        let place = |wanted: &dyn Fn(&str) -> bool| {
            outcome.lines.iter().position(|one| wanted(&one.line.id))
        };
        let (stop, send) = (
            place(&|id| stops.contains(&id)),
            place(&|id| id.starts_with("send")),
        );
        assert!(
            stop.zip(send).is_none_or(|(stop, send)| stop < send),
            "{answers:?}"
        );
        assert!(send.is_none() || stop.is_some(), "{answers:?}");
    }
}

#[test]
fn a_line_without_a_day_stands_behind_the_days_before_it() {
    let data = data();
    let answers = answers(
        &[
            (WAY, "give-up"),
            (OPERATOR, "mycall"),
            ("kind", "monthly"),
            ("place", "leaving"),
        ],
        &data,
    );
    let ids: Vec<&str> = evaluate(&data.plan, &answers, DAYS)
        .lines
        .iter()
        .map(|one| one.line.id.as_str())
        .collect();
    let place = |id: &str| ids.iter().position(|one| *one == id);
    assert!(place("remind") < place("dead"), "{ids:?}");
}

#[test]
fn what_is_overdue_is_for_today_but_the_notice_keeps_its_day() {
    let data = data();
    let answers = answers(&[(WAY, "give-up"), (OPERATOR, "telenor")], &data);
    let days = Days {
        today: date(2026, 12, 20),
        send: Some(date(2026, 11, 30)),
        leave: None,
    };
    let outcome = evaluate(&data.plan, &answers, days);
    let day = |id: &str| {
        outcome
            .lines
            .iter()
            .find(|one| one.line.id == id)
            .unwrap()
            .day
    };
    assert_eq!(day("send"), days.send);
    assert_eq!(day("remind"), Some(days.today));
    assert_eq!(day("save"), Some(date(2026, 12, 24)));
}

/// Replaces a part of the fixture's `plan.json` and compares everything that is reported.
#[track_caller]
fn check(edit: (&str, &str), expected: &str) {
    let found = edited("plan.json", edit)
        .expect_err("it is refused")
        .to_string();
    assert_eq!(found, expected);
}

#[test]
fn a_condition_on_what_nobody_is_asked_is_refused() {
    check(
        (
            "\"kind\": [\"monthly\", \"unknown\"]",
            "\"colour\": [\"red\"]",
        ),
        "plan.json:26:21: there is no question \"colour\"\n  known questions: kind, notice, operator, way",
    );
}

#[test]
fn an_answer_that_nobody_can_give_is_refused() {
    check(
        ("[\"monthly\", \"unknown\"]", "[\"montly\"]"),
        "plan.json:26:50: question kind has no answer \"montly\"\n  known answers: monthly, prepaid, unknown",
    );
}

#[test]
fn a_label_for_a_notice_period_is_for_the_operators_who_have_it() {
    let blank = r#""blanks": [{ "id": "dato", "text": "日期", "kind": "date", "labels": [
        { "for": { "notice": ["end-of-month"] }, "text": "月底" }
    ] }]"#;
    let data = edited("plan.json", ("\"blanks\": []", blank)).unwrap();
    let label = &data.plan.blanks[0].labels[0].condition;
    assert_eq!(label[OPERATOR], ["nordnett"]);
    assert_eq!(label.len(), 1);
}

#[test]
fn a_door_cannot_answer_what_nobody_is_asked() {
    check(
        (
            "\"doors\": []",
            "\"doors\": [{ \"at\": \"a.md#a\", \"answers\": { \"notice\": [\"end-of-month\"] } }]",
        ),
        "plan.json:38:31: there is no question \"notice\"\n  known questions: kind, operator, way",
    );
}

#[test]
fn what_nobody_would_ever_see_is_refused() {
    let cure = "nobody would ever see it: name an answer that somebody gives, or delete it";
    check(
        (
            "\"for\": { \"way\": [\"keep\"] }",
            "\"for\": { \"way\": [] }",
        ),
        &format!("plan.json:28:30: question way has no answer here\n  {cure}"),
    );
    check(
        (
            "\"call\": { \"way\": [\"give-up\"] }",
            "\"call\": { \"way\": [] }",
        ),
        &format!("plan.json:22:13: question way has no answer here\n  {cure}"),
    );
    let other = "\"next-day\": { \"end\": { \"days\": 1 }, \"paid\": null, \"words\": \"第二天\" }";
    let text = text_of("plan.json").replacen("\"rules\": {", &format!("\"rules\": {{ {other},"), 1);
    for (rules, is_seen) in [
        ("", false),
        ("\"next-day\"", false),
        ("\"next-day\", \"unknown\"", true),
    ] {
        let text = text.replacen(
            "\"notice\": [\"unknown\"]",
            &format!("\"notice\": [{rules}]"),
            1,
        );
        let found = data_with("plan.json", text).map_err(|found| found.to_string());
        let expected = format!("plan.json:24:51: no operator has such a notice period\n  {cure}");
        assert_eq!(found.err(), (!is_seen).then_some(expected));
    }
}

#[test]
fn a_question_without_a_dont_know_is_refused() {
    check(
        (
            ",\n      { \"id\": \"unknown\", \"text\": \"不知道\" }\n    ] }\n  ],",
            "\n    ] }\n  ],",
        ),
        "plan.json:12:5: question kind: the last answer is not \"unknown\"\n  whoever does not know needs a plan as well: it is chosen from the start\n\
         plan.json:25:50: question kind has no answer \"unknown\"\n  known answers: monthly, prepaid",
    );
}

#[test]
fn an_anchor_has_the_name_that_it_is_written_with() {
    for name in ["today", "send", "notice", "end", "leave"] {
        let anchor: Anchor = serde_json::from_str(&format!("\"{name}\"")).unwrap();
        assert_eq!(anchor.name(), name);
    }
}

#[test]
fn a_plan_needs_its_two_questions() {
    for id in ["way", "operator"] {
        let text = text_of("plan.json").replace(&format!("\"{id}\""), "\"other\"");
        let found = crate::data_with("plan.json", text).unwrap_err().to_string();
        assert!(
            found.contains(&format!("there is no question \"{id}\"")),
            "{found}"
        );
    }
}

#[test]
fn the_smallest_combination_without_a_message_is_named() {
    check(
        (
            "\"for\": { \"way\": [\"give-up\", \"unknown\"] }",
            "\"for\": { \"way\": [\"give-up\"] }",
        ),
        "plan.json:34:3: not one message to send for way=unknown, but none\n  every reader sends exactly one text; whoever keeps the number may send none",
    );
}

#[test]
fn two_messages_for_one_reader_are_named() {
    check(
        (
            "\"text\": \"通知\" }",
            "\"text\": \"通知\" },\n    { \"to\": \"a.md#b\", \"for\": { \"kind\": [\"prepaid\"] }, \"text\": \"问\" }",
        ),
        "plan.json:34:3: not one message to send for way=give-up, kind=prepaid, but a.md#a, a.md#b\n  every reader sends exactly one text; whoever keeps the number may send none",
    );
}

#[test]
fn a_line_has_an_id_of_its_own() {
    check(
        ("\"id\": \"send\"", "\"id\": \"first\""),
        "plan.json:26:7: the id first stands twice\n  give each line an id of its own: a tick is kept under it",
    );
}

#[test]
fn an_operator_cannot_have_a_rule_that_is_not_there() {
    let found = edited("operators.json", ("\"end-of-month\"", "\"end-of-week\""));
    assert_eq!(
        found.expect_err("it is refused").to_string(),
        "operators.json:21:20: operator nordnett, field notice: no rule \"end-of-week\" in plan.json\n  add it there, or name one of those there: end-of-month"
    );
}

/// A random number below `limit`, the same in every run.
fn below(seed: &mut u64, limit: usize) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    usize::try_from(*seed >> 33).unwrap() % limit
}

/// What the browser has to show, for `tests/browser/plan.spec.js`: 1,500 readers with their answers,
/// days around the ends of months, and what their plan is.
#[test]
fn the_cases_for_the_browser_are_written() {
    let data = data();
    let mut all = combinations(&data.plan, |_| true);
    let mut seed = 2026;
    let todays = [
        date(2026, 11, 29),
        date(2026, 11, 30),
        date(2026, 12, 1),
        date(2026, 12, 31),
        date(2027, 2, 28),
        date(2028, 2, 28),
        date(2028, 2, 29),
        date(2028, 8, 31),
    ];
    let mut cases = Vec::new();
    for number in 0..1_500 {
        let answers = all.swap_remove(below(&mut seed, all.len()));
        let today = todays[number % todays.len()];
        let send = today + i64::try_from(below(&mut seed, 70)).unwrap().days() - 5.days();
        let leave = today + i64::try_from(below(&mut seed, 150)).unwrap().days();
        // Whoever does not leave is not asked when, and nobody has to say when to leave or to send.
        let is_leaving = answers["place"] == "leaving" && number % 4 > 0;
        let chosen = number % 3 > 0;
        let days = Days {
            today,
            send: chosen.then_some(send),
            leave: is_leaving.then_some(leave),
        };
        let outcome = evaluate(&data.plan, &answers, days);
        let lines = outcome.lines.iter();
        cases.push(serde_json::json!({
            "answers": answers,
            "today": today.to_string(),
            "send": chosen.then(|| send.to_string()),
            "leave": days.leave.map(|day| day.to_string()),
            "lines": lines.map(|one| (&one.line.id, one.day.map(|day| day.to_string()))).collect::<Vec<_>>(),
            "messages": outcome.messages.iter().map(|one| one.to.replace(".md", ".html")).collect::<Vec<_>>(),
            "call": outcome.call,
            "end": outcome.end.map(|day| day.to_string()),
            "paid": outcome.paid.map(|day| day.to_string()),
            "latest": outcome.latest.map(|day| day.to_string()),
        }));
    }
    let file = guide().join("target/plan-cases.json");
    fs::write(file, serde_json::to_string(&cases).unwrap()).unwrap();
}
