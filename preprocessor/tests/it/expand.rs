use std::fs;

use mdbook_operators::{Catalog, Data, Problems, expand, for_whom, is_chinese, messages};

use crate::{edited, fixture};

/// A chapter in Chinese with the fixture's data.
fn expanded(markdown: &str) -> Result<String, Problems> {
    expanded_with(&fixture(), markdown)
}

/// A chapter in Chinese with other data.
fn expanded_with(data: &Data, markdown: &str) -> Result<String, Problems> {
    expand(markdown, "src/a.md", "", data, &Catalog::source())
}

#[track_caller]
fn check(markdown: &str, expected: &str) {
    assert_eq!(expanded(markdown).expect("it expands"), expected);
}

#[track_caller]
fn check_error(markdown: &str, expected: &str) {
    assert_eq!(
        expanded(markdown).expect_err("it is refused").to_string(),
        expected
    );
}

#[test]
fn an_overview_has_a_row_an_operator_and_a_column_a_field() {
    check(
        "前\n\n```operators\noperators: nordnett, lite\ncolumns: phone, abroad, site\n```\n\n后\n",
        "前\n\n\
         | 运营商 | 客服电话 | 从国外拨打的号码 | 官方网站 |\n\
         | --- | --- | --- | --- |\n\
         | [Nordnett](operator/nordnett.md) | [915 09 000](tel:+4791509000) | [+47 915 09 000](tel:+4791509000) | [www.nordnett.no](https://www.nordnett.no/) |\n\
         | [Lite](operator/lite.md) | [21 00 00 00](tel:+4721000000) | [+47 21 00 00 00](tel:+4721000000) | 未知 |\n\n\
         每一项的来源和来源日期，都在这家运营商自己的表里，表里的运营商名字会带您过去。我们核对来源的日期：2026 年 11 月 22 日。\n\n后\n",
    );
}

#[test]
fn a_name_is_no_markdown() {
    let data = edited("operators.json", ("\"Nordnett\"", "\"Nord|nett [beta]\"")).unwrap();
    let expanded = expanded_with(
        &data,
        "```operators\noperators: nordnett\ncolumns: notice\n```",
    );
    let row = expanded.unwrap().lines().nth(2).unwrap().to_owned();
    assert!(
        row.starts_with(r"| [Nord\|nett \[beta\]](operator/nordnett.md) |"),
        "{row}"
    );
}

#[test]
fn a_foreign_number_is_shown_with_its_country() {
    for (number, shown) in [
        ("+31703434343", "+31 70 343 4343"),
        ("+442079460000", "+44 20 7946 0000"),
        ("+390612345678", "+39 06 1234 5678"),
    ] {
        let data = edited("operators.json", ("+4791509000", number)).unwrap();
        let block = "```operators\noperators: nordnett\ncolumns: phone\n```";
        let expanded = expanded_with(&data, block).unwrap();
        let link = format!("[{shown}](tel:{number}) |");
        assert!(expanded.contains(&link), "{expanded}");
    }
}

#[test]
fn a_place_in_a_value_is_not_filled_in() {
    let data = edited("operators.json", ("请先问清", "{value} {note}")).unwrap();
    let expanded = expanded_with(&data, "```operators\noperators: nordnett\n```").unwrap();
    assert!(expanded.contains("一个月（{value} {note}）"), "{expanded}");
}

#[test]
fn a_kind_chooses_its_operators() {
    check(
        "```operators\noperators: virtual\ncolumns: network\n```",
        "| 运营商 | 使用的网络 |\n| --- | --- |\n| [Lite](operator/lite.md) | Nordnett |\n\n\
         每一项的来源和来源日期，都在这家运营商自己的表里，表里的运营商名字会带您过去。我们核对来源的日期：2026 年 11 月 22 日。",
    );
}

#[test]
fn a_sheet_shows_value_doubt_note_source_and_both_dates() {
    let expanded = expanded("```operators\noperators: nordnett\n```").unwrap();
    let rows: Vec<&str> = expanded.lines().collect();
    assert_eq!(rows[0], "| Nordnett | 内容 | 来源和日期 |");
    assert!(
        rows.contains(&"| 解约通知期 | **未确认**：一个月（请先问清） | Vurdert（2026-06-05） |")
    );
    assert!(rows.contains(
        &"| 客服电话 | [915 09 000](tel:+4791509000)（从国外拨 [+47 915 09 000](tel:+4791509000)） | [Nordnett](https://www.nordnett.no/kontakt)（无日期）；核对于 2026-11-22 |"
    ));
    assert_eq!(
        *rows.last().unwrap(),
        "未确认的内容，请先到官网或账单上核对。我们核对来源的日期：2026 年 11 月 20 日（行内另写“核对于”的除外）。"
    );
}

/// The row of `expanded` that begins with `head`, without it.
fn row<'a>(expanded: &'a str, head: &str) -> &'a str {
    let head = format!("| {head} | ");
    let mut rows = expanded.lines().filter_map(|line| line.strip_prefix(&head));
    rows.next().expect("the row is there")
}

#[test]
fn a_table_links_a_source_where_it_names_it_first() {
    let expanded = expanded("```operators\noperators: nordnett\n```").unwrap();
    assert!(row(&expanded, "客服电话").contains("| [Nordnett](https://www.nordnett.no/kontakt)"));
    assert!(row(&expanded, "官方网站").contains("| Nordnett（无日期）"));
}

#[test]
fn two_pages_of_one_name_and_date_are_told_apart() {
    let site = r#""site": {
        "value": "https://www.nordnett.no/",
        "confirmed": true,
        "sources": ["page"]"#;
    let data = edited(
        "operators.json",
        (site, &site.replace('[', "[\"namesake\", ")),
    )
    .unwrap();
    let expanded = expanded_with(&data, "```operators\noperators: nordnett\n```").unwrap();
    let linked = |page: &str| format!("[Nordnett](https://www.nordnett.no/{page})（无日期）");
    let row = row(&expanded, "官方网站");
    // Each is a link again behind the other.
    let sources = format!("{}、{}", linked("om"), linked("kontakt"));
    assert!(row.contains(&sources), "{row}");
}

#[test]
fn what_was_checked_on_one_day_says_so_once_below_the_table() {
    let data = edited("operators.json", ("2026-11-20", "2026-11-22")).unwrap();
    let expanded = expanded_with(&data, "```operators\noperators: nordnett\n```").unwrap();
    assert_eq!(expanded.matches("11 月 22 日").count(), 1);
    assert!(!expanded.contains("2026-11-22"), "{expanded}");
    let note =
        "\n\n未确认的内容，请先到官网或账单上核对。我们核对来源的日期：2026 年 11 月 22 日。";
    assert!(expanded.ends_with(note), "{expanded}");
}

#[test]
fn an_unknown_field_sends_to_the_official_site() {
    let expanded = expanded("```operators\noperators: nordnett\n```").unwrap();
    let row = row(&expanded, "没有查到");
    assert!(row.contains("、解约网页、"), "{row}");
    assert!(row.ends_with("。请看官网 | – |"), "{row}");
    assert!(
        !expanded.contains("挂失"),
        "a line that few have is left out where it is unknown"
    );
}

#[test]
fn a_number_that_was_not_found_has_a_row_of_its_own() {
    let data = edited("operators.json", ("\"phone\": {", "\"barring_phone\": {")).unwrap();
    let expanded = expanded_with(&data, "```operators\noperators: nordnett\n```").unwrap();
    assert_eq!(
        row(&expanded, "客服电话"),
        "[见官网](https://www.nordnett.no/) | – |"
    );
}

#[test]
fn without_a_site_what_was_not_found_is_only_named() {
    let expanded = expanded("```operators\noperators: lite\n```").unwrap();
    let row = row(&expanded, "没有查到");
    assert!(
        row.starts_with("官方网站、") && row.ends_with(" | – |"),
        "{row}"
    );
    assert!(!row.contains("看官网"), "{row}");
}

/// What has to be known beside a number is no matter of where it is called from.
#[test]
fn a_number_from_abroad_has_no_note_of_its_own() {
    let note = (
        "\"value\": \"+4791509000\",",
        "\"value\": \"+4791509000\",\n\"note\": \"注\",",
    );
    let data = edited("operators.json", note).unwrap();
    let noted = messages(&data).into_iter().filter(|one| one.text == "注");
    assert_eq!(noted.count(), 1);
    let block = "```operators\noperators: nordnett\ncolumns: phone, abroad\n```";
    // Freephone numbers of other countries, and short ones, may not be reached from elsewhere.
    for number in ["+4533121212", "02800"] {
        let data = edited("operators.json", ("+4791509000", number)).unwrap();
        let expanded = expanded_with(&data, block).unwrap();
        assert!(expanded.contains(") | [见官网]("), "{expanded}");
    }
}

/// A number is dialled before anybody reads what stands below the table.
#[test]
fn a_number_in_doubt_says_what_to_do_with_it() {
    let data = edited(
        "operators.json",
        ("\"confirmed\": true", "\"confirmed\": false"),
    )
    .unwrap();
    let expanded = expanded_with(&data, "```operators\noperators: nordnett\n```").unwrap();
    let number = row(&expanded, "客服电话");
    assert!(
        number.starts_with("**未确认**，先到官网核对：[915"),
        "{number}"
    );
    assert!(row(&expanded, "解约通知期").starts_with("**未确认**：一个月"));
}

#[test]
fn who_something_is_for_is_said_in_words() {
    let data = fixture();
    let line = &data.plan.lines[0];
    let whom = for_whom(&data.plan, &Catalog::source(), &line.condition).unwrap();
    assert_eq!(whom, "不要；Nordnett 以外");
}

#[test]
fn what_is_translated_has_its_place() {
    let found = messages(&fixture());
    assert!(found.iter().all(|one| is_chinese(&one.text)));
    let names = found
        .iter()
        .filter(|one| one.place.ends_with("nordnett, name"));
    assert_eq!(names.count(), 0, "the same in every language");
    for place in [
        "plan.json: line first",
        "plan.json: question way",
        "operators.json: nordnett, notice",
    ] {
        assert!(
            found.iter().any(|one| one.place.starts_with(place)),
            "{place}"
        );
    }
}

#[test]
fn an_overview_has_no_notes_and_says_what_to_do_with_a_doubt() {
    let expanded = expanded("```operators\noperators: nordnett\ncolumns: notice\n```").unwrap();
    assert!(
        expanded.contains("**未确认**：一个月 |") && expanded.contains("请先到官网或账单上核对"),
        "{expanded}"
    );
}

#[test]
fn a_short_number_of_an_authority_is_a_link() {
    check(
        "```authorities\nauthorities: politi\n```",
        "| 机构 | 内容 | 来源和日期 |\n| --- | --- | --- |\n\
         | 警察（politiet） | [02800](tel:02800)（不急的事） | [Nordnett](https://www.nordnett.no/kontakt)（无日期） |\n\n\
         我们核对来源的日期：2026 年 11 月 22 日。",
    );
}

#[test]
fn a_citation_of_a_law_leads_to_its_section() {
    check(
        "见[《电子通信法》第 4-6 条](source:law/4-6)。",
        "见[《电子通信法》第 4-6 条](https://lovdata.no/lov/%C2%A74-6)。",
    );
}

#[test]
fn a_citation_shows_the_date_of_its_source() {
    check(
        "- [Nordnett](source:page)\n- **据 [Vurdert](source:review)**",
        "- [Nordnett（无日期）](https://www.nordnett.no/kontakt)\n- **据 [Vurdert（2026 年 6 月 5 日）](sources.md#source-review)**",
    );
}

#[test]
fn sources_are_listed_with_their_dates() {
    check(
        "```sources\nkind: law, press\n```",
        "- [Lovdata: Ekomloven](https://lovdata.no/lov)（2026-05）\n\n我们核对来源的日期：2026 年 11 月 22 日。",
    );
}

#[test]
fn a_source_that_was_read_on_another_day_says_so() {
    let data = edited(
        "sources.json",
        ("\"checked\": \"2026-11-22\"", "\"checked\": \"2026-11-20\""),
    )
    .unwrap();
    let expanded = expanded_with(&data, "```sources\nkind: law, operator\n```").unwrap();
    assert!(
        expanded.contains("（无日期）；核对于 2026-11-22\n"),
        "{expanded}"
    );
    let note = "\n\n我们核对来源的日期：2026 年 11 月 20 日（行内另写“核对于”的除外）。";
    assert!(expanded.ends_with(note), "{expanded}");
}

#[test]
fn links_lead_out_of_a_sub_folder() {
    let markdown = "```operators\noperators: lite\ncolumns: network\n```\n\n[x](source:review)";
    let expanded = expand(
        markdown,
        "src/operator/a.md",
        "../",
        &fixture(),
        &Catalog::source(),
    );
    let expanded = expanded.unwrap();
    assert!(expanded.contains("](../operator/lite.md)"), "{expanded}");
    assert!(
        expanded.contains("](../sources.md#source-review)"),
        "{expanded}"
    );
}

#[test]
fn an_example_inside_code_stays_as_it_is() {
    let markdown = "````\n```operators\noperators: nordnett\n```\n````\n\n`[a](source:law)`\n";
    check(markdown, markdown);
}

#[test]
fn text_around_a_directive_keeps_every_byte() {
    let expanded = expanded("| a  |  b |\n|:--|--:|\n| 1 | 2 |\n\n<div class=\"note\">\n\n*x*  \n\n</div>\n\n```operators\noperators: lite\ncolumns: network\n```\n\nend  \n").unwrap();
    assert!(expanded.starts_with(
        "| a  |  b |\n|:--|--:|\n| 1 | 2 |\n\n<div class=\"note\">\n\n*x*  \n\n</div>\n\n| 运营商 |"
    ));
    assert!(expanded.ends_with("\n\nend  \n"));
}

#[test]
fn everything_wrong_is_reported_at_once_with_its_line() {
    check_error(
        "一\n\n```operators\noperators: telenr, lite\ncolumns: phone, fax\n```\n\n[x](source:nix)\n",
        "src/a.md:4: no operator \"telenr\" in operators.json\n  known operators: nordnett, lite\n\
         src/a.md:5: no column \"fax\" in a table of operators\n  known columns: phone, abroad, site, support, contact, cancel, self-service, channels, notice, terms, network\n\
         src/a.md:8: no source \"nix\" in sources.json\n  add it there, or name one of those there",
    );
}

#[test]
fn a_block_that_says_nothing_is_refused() {
    check_error(
        "```operators\n```",
        "src/a.md:1: the block `operators` does not say which\n  write a line `operators: …` into it",
    );
}

#[test]
fn unknown_and_repeated_settings_are_refused() {
    check_error(
        "```authorities\nauthorities: politi\nauthorities: politi\ncolour: red\n```",
        "src/a.md:3: \"authorities\" stands twice in the block `authorities`\n  known settings, one a line: authorities\n\
         src/a.md:4: a block `authorities` has no setting \"colour\"\n  known settings, one a line: authorities",
    );
}

#[test]
fn only_a_law_has_sections() {
    check_error(
        "[x](source:page/3)",
        "src/a.md:1: source \"page\" has no sections, so there is no 3\n  leave the section out, or give the source a \"section_url\" in sources.json",
    );
}

#[test]
fn words_come_from_the_catalog_and_a_missing_one_is_named() {
    let data = fixture();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("po")).unwrap();
    let mut po = String::from(include_str!("../fixture/header.po"));
    for message in messages(&data) {
        if !po.contains(&format!("msgid \"{}\"", message.text)) && message.text != "一个月" {
            po.push_str(&format!(
                "msgid \"{0}\"\nmsgstr \"nb {0}\"\n\n",
                message.text
            ));
        }
    }
    fs::write(folder.path().join("po/nb.po"), po).unwrap();
    let catalog = Catalog::load(folder.path(), "nb").expect("the catalog is right");
    let text = |markdown: &str| expand(markdown, "src/a.md", "", &data, &catalog);
    let table = text("```operators\noperators: lite\ncolumns: phone\n```").unwrap();
    assert!(table.starts_with("| nb 运营商 | nb 客服电话 |"), "{table}");
    assert_eq!(
        text("```operators\noperators: nordnett\ncolumns: notice\n```")
            .unwrap_err()
            .to_string(),
        "po/nb.po: no translation of \"一个月\"\n  run `cargo run --release -- update`, then translate the entry and remove its fuzzy mark"
    );
}

#[test]
fn a_misspelt_block_is_refused() {
    check_error(
        "一\n\n```operater\noperators: lite\n```",
        "src/a.md:3: a block `operater`, which nothing fills in\n  known blocks: operators, authorities, sources, plan, blanks, and norsk for a text to send",
    );
}

#[test]
fn a_norwegian_text_to_send_stays_as_it_is() {
    let markdown = "```norsk\nJeg sier opp.\n```\n";
    check(markdown, markdown);
}

#[test]
fn a_plan_is_a_table_for_each_thing_that_may_become_of_the_number() {
    check(
        "```plan\n```",
        "## 不要 { #plan-give-up }\n\n\
         | 什么时候 | 做什么 | 谁要做 |\n\
         | --- | --- | --- |\n\
         | 今天 | [先问](a.md#a) | Nordnett 以外 |\n\
         | 那天 | [发通知](a.md#a)（未确认） | 月付或不知道 |\n\
         | 费用 | [付到月底](a.md#a) | 都要 |\n\
         | 发这一份 | [通知](a.md#a) | 都要 |\n\n\
         ## 留着 { #plan-keep }\n\n\
         | 什么时候 | 做什么 | 谁要做 |\n\
         | --- | --- | --- |\n\
         | 随时 | [下单](a.md#a) | 都要 |",
    );
}

const LETTER: &str =
    "前\n\n```norsk\nHei,\nHa det [navn]\n```\n\n1. 您好。\n2. 再见，\n   姓名。\n\n后\n";

/// The fixture with the blank of [`LETTER`].
fn with_blank() -> Data {
    let blank = r#""blanks": [{ "id": "navn", "text": "姓名", "note": "照护照", "kind": "text" },
        { "id": "krav", "text": "要求", "kind": null }]"#;
    edited("plan.json", ("\"blanks\": []", blank)).unwrap()
}

#[test]
fn what_its_lines_mean_stands_below_a_text_to_send_but_not_in_norwegian() {
    let data = with_blank();
    assert_eq!(expanded_with(&data, LETTER).unwrap(), LETTER);
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("po")).unwrap();
    let header = include_str!("../fixture/header.po");
    fs::write(folder.path().join("po/nb.po"), header).unwrap();
    let norwegian = Catalog::load(folder.path(), "nb").unwrap();
    let text = expand(LETTER, "src/a.md", "", &data, &norwegian).unwrap();
    assert_eq!(
        text,
        "前\n\n```norsk\nHei,\nHa det [navn]\n```\n\n\n\n\n\n后\n"
    );
    // A list below a single line is a list of its own.
    let other = "```norsk\nHei\n```\n\n1. 一\n";
    assert_eq!(
        expand(other, "src/a.md", "", &data, &norwegian).unwrap(),
        other
    );
}

#[test]
fn a_text_to_send_without_a_meaning_for_each_line_is_refused() {
    let cure = "write a numbered list right below it, with what each line means";
    for (below, meanings) in [
        ("1. 您好。", 1),
        ("1. 您好。\n2. 姓名。\n3. 此致。", 3),
        ("1. 您好。\n   1. 一\n   2. 二", 1),
        ("- 您好。\n- 姓名。", 0),
        ("文\n\n1. 您好。\n2. 姓名。", 0),
        ("", 0),
    ] {
        let text = format!("一\n\n```norsk\nHei,\nHa det\n```\n\n{below}\n");
        let expected = format!(
            "src/a.md:3: the text to send has 2 lines, and the list below it {meanings} meanings\n  {cure}"
        );
        check_error(&text, &expected);
    }
}

#[test]
fn only_the_list_right_below_a_text_to_send_says_what_its_lines_mean() {
    let data = with_blank();
    for other in [
        LETTER.replace("再见，\n   姓名。", "再见。\n\n   - 注\n   - 注"),
        LETTER.replace("1. 您好。", "1. 您好。\n\n   1. 注\n   2. 注\n"),
        format!("- 一\n- 二\n\n{LETTER}\n- 一\n- 二\n"),
        format!("{LETTER}\n    x\n\n1. 一\n"),
    ] {
        assert_eq!(expanded_with(&data, &other).unwrap(), other);
    }
}

#[test]
fn a_blank_that_nobody_can_fill_in_is_refused() {
    let data = with_blank();
    for (old, new, line) in [("Hei,", "Hei [name],", 4), ("det", "det [name]", 5)] {
        let text = LETTER.replace(old, new);
        let expected = format!(
            "src/a.md:{line}: the text to send has a blank [name], which plan.json does not know\n  \
             add it to \"blanks\" there, or name one of those there"
        );
        let found = expanded_with(&data, &text).unwrap_err();
        assert_eq!(found.to_string(), expected);
    }
}

#[test]
fn blanks_become_a_table() {
    let table = expanded_with(&with_blank(), "```blanks\n```\n").unwrap();
    assert_eq!(
        table,
        "| 方括号里的词 | 填什么 |\n| --- | --- |\n| _\\[navn\\]_ | 姓名（照护照） |\n| _\\[krav\\]_ | 要求 |\n"
    );
}
