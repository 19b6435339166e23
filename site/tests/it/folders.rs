use std::fs;

use crate::{built_without_pdfs, copy_of_guide, edit, pages_in};

/// A chapter in words that every catalog has.
const CHAPTER: &str = "\
# 词汇表 { #nested }

购买时不做信用审查

```operators
operators: telenor
columns: phone
```
";

#[test]
fn a_chapter_may_lie_in_a_sub_folder() {
    let guide = copy_of_guide();
    fs::write(guide.path().join("src/operator/nested.md"), CHAPTER).unwrap();
    let entry = "- [词汇表](glossary.md)\n";
    let nested = format!("{entry}  - [词汇表](operator/nested.md)\n");
    edit(guide.path(), "src/SUMMARY.md", entry, &nested);
    let said = built_without_pdfs(guide.path());
    let expected = format!("wrote {} pages in 3 languages", pages_in(3) + 3);
    assert!(said.starts_with(&expected), "{said}");

    let read = |file: &str| fs::read_to_string(guide.path().join("book").join(file)).unwrap();
    let page = read("en/operator/nested.html");
    for part in [
        "rel=\"stylesheet\" href=\"../../assets/site-",
        "\"search.js\": \"../../assets/search-",
        "\"page\": \"operator/nested.html\"",
        "class=\"brand\" href=\"../index.html\"",
        "<li><a href=\"../../nb/operator/nested.html\" lang=\"nb\"",
        "<li><a href=\"../step-1.html\">",
        "<a href=\"../operator/telenor.html\">Telenor</a>",
        "<a href=\"../glossary.html#term-",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    // It is found from the page above it, not from the menu.
    assert!(!page.contains("class=\"pager\""), "{page}");
    assert!(!read("en/glossary.html").contains("nested.html"));
    assert!(read("sitemap.xml").contains("/en/operator/nested.html"));
}
