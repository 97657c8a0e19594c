//! Self-service in the browser: joining, a table with errors, a withdrawal, and a record of use; in both languages, at desk
//! and phone width, without a script.

use std::fs;

use fantoccini::Locator;

use super::{
    CHECKS, assert_nothing_wrong,
    chrome::{Browser, Setup, Size},
};
use crate::support::{Server, chizai, demo_index};

/// A server with a ledger of its own, and its administrator's token.
struct World {
    folder: tempfile::TempDir,
    server: Server,
    administrator: String,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("commons.sqlite").to_str().unwrap().to_owned();
        let token = chizai(&["commons", "init", "--ledger", &ledger]).with_code(0).stdout;
        let server = Server::start_with(demo_index(), &["--ledger", &ledger]);
        Self { folder, server, administrator: token.trim().to_owned() }
    }

    fn file(&self, name: &str, content: &[u8]) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// A person at a browser, who looks at each page.
struct Person {
    browser: Browser,
    name: String,
}

impl Person {
    async fn new(language: &'static str, size: Size) -> Self {
        // The driver taps on a phone by scripts, so that there they are on; the pages need none.
        let script = size == Size::Phone;
        let browser = Browser::start(Setup { language, size, script, ..Setup::default() }).await;
        Self { browser, name: format!("{language}-{}", if size == Size::Phone { "phone" } else { "desk" }) }
    }

    /// Takes a picture of the page and checks it.
    async fn look(&self, page: &str) {
        self.browser.screenshot(&format!("{}-{page}", self.name)).await;
        assert_nothing_wrong(&format!("{} {page}", self.name), &self.browser.run(CHECKS).await);
    }

    async fn fill(&self, fields: &[(&str, &str)]) {
        for (name, text) in fields {
            let selector = format!("main [name='{name}']:not([type=hidden])");
            let field = self
                .browser
                .client
                .find(Locator::Css(&selector))
                .await
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            if field.tag_name().await.unwrap() == "select" {
                field.select_by_value(text).await.unwrap();
            } else if *name == "file" {
                field.send_keys(text).await.unwrap();
            } else {
                field.clear().await.unwrap();
                field.send_keys(text).await.unwrap();
            }
        }
    }

    async fn sign_in(&self, world: &World, token: &str) {
        self.browser.open(&format!("{}/commons/sign-in", world.server.base)).await;
        self.fill(&[("token", token)]).await;
        self.browser.follow("main form button").await;
        self.browser.appears(".who").await;
    }
}

/// A university joins; gives its editor's token.
async fn joins(person: &Person, world: &World) -> String {
    let browser = &person.browser;
    browser.open(&format!("{}/commons/join", world.server.base)).await;
    assert!(browser.address().await.contains("/commons/sign-in?next="));
    person.fill(&[("token", "chizai_00_00")]).await;
    browser.follow("main form button").await;
    browser.appears("[role=alert]").await;
    person.look("sign-in-refused").await;
    person.fill(&[("token", &world.administrator)]).await;
    browser.follow("main form button").await;
    browser.appears("#account").await;
    assert!(browser.address().await.ends_with("/commons/join"), "it leads on to where it was asked for");
    person
        .fill(&[
            ("id", "kita"),
            ("name_ja", "北大学"),
            ("name_en", "Kita University"),
            ("kind", "university"),
            ("prefecture", "04"),
            ("contact_ja", "産学連携窓口"),
            ("contact_en", "Liaison desk"),
            ("email", "nobody"),
            ("account", "kita-desk"),
        ])
        .await;
    browser.follow("main form.fields button").await;
    browser.appears("[role=alert]").await;
    person.look("join-refused").await;
    person.fill(&[("email", "desk@kita.example.jp")]).await;
    browser.follow("main form.fields button").await;
    browser.appears(".once").await;
    person.look("joined").await;
    let token = browser.text(".once").await;
    browser.follow(".who button").await;
    browser.appears("#token").await;
    token
}

/// A table in Shift_JIS with a row that is refused; then the mended one.
async fn lists_by_table(person: &Person, world: &World) {
    let browser = &person.browser;
    browser.appears(".actions").await;
    browser.follow(".actions a[href*='/import']").await;
    browser.appears("#file").await;
    person.look("import").await;
    let header = "番号,専用実施権,開始日\r\n";
    let good = "特開２０１２－９４０１０１,なし,\r\nJP-2015940102-A,,\r\n";
    let bad = format!("{header}{good}JP-2017940109-A,なし,2026-02-30\r\n2012-900101,なし,\r\n");
    let (bad, _, _) = encoding_rs::SHIFT_JIS.encode(&bad);
    person.fill(&[("file", &world.file("bad.csv", &bad)), ("terms", "model-research@1")]).await;
    browser.follow("form[enctype] button").await;
    browser.appears(".plan").await;
    person.look("import-refused").await;
    assert_eq!(browser.count(".plan .is-refused").await, 2);
    assert_eq!(browser.count("#apply").await, 0, "it cannot be applied");
    let good = format!("{header}{good}");
    let (good, _, _) = encoding_rs::SHIFT_JIS.encode(&good);
    person.fill(&[("file", &world.file("good.csv", &good)), ("terms", "model-research@1")]).await;
    browser.follow("form.fields[enctype] button").await;
    browser.appears("#apply").await;
    person.look("import-shown").await;
    browser.follow("#apply").await;
    browser.appears("p[role=status]").await;
    person.look("imported").await;
    browser.follow("main a[href*='/commons/desk/kita']").await;
    browser.appears(".listings").await;
    assert_eq!(browser.count(".listings tbody tr").await, 2);
    person.look("desk").await;
}

async fn withdraws(person: &Person) {
    let browser = &person.browser;
    browser.follow(".listings a[href*='/withdrawal']").await;
    browser.appears("#withdraw").await;
    person.look("withdrawal").await;
    person.fill(&[("from", "2020-01-01")]).await;
    browser.follow("#withdraw").await;
    browser.appears("[role=alert]").await;
    person.look("withdrawal-refused").await;
    person.fill(&[("from", ""), ("reason", "Sold")]).await;
    browser.follow("#withdraw").await;
    browser.appears("[role=status]").await;
    person.look("withdrawn").await;
}

async fn works_at_the_desk(person: &Person) {
    let browser = &person.browser;
    for (page, name) in [("/terms", "terms"), ("/profile", "profile"), ("/listing", "listing")] {
        browser.follow(&format!(".actions a[href*='{page}']")).await;
        browser.appears("form.fields").await;
        person.look(name).await;
        if page != "/listing" {
            browser.client.back().await.unwrap();
            browser.appears(".actions").await;
        }
    }
    person.fill(&[("number", "特開2012-900101"), ("terms", "model-research@1"), ("licence", "none")]).await;
    browser.follow("button[value=check]").await;
    browser.appears(".plan").await;
    person.look("listing-shown").await;
    browser.follow("button[value=enter]").await;
    browser.appears("[role=status]").await;
}

/// A private need, and terms in own words that are looked at before they are published.
async fn states_a_need_and_writes_terms(person: &Person, world: &World) {
    let browser = &person.browser;
    browser.open(&format!("{}/commons/my/needs", world.server.base)).await;
    let text = "金型の温度を検知する手段と、検知した温度に応じて冷却水の流量を変える弁とを備える射出成形機";
    person.fill(&[("id", "cooling"), ("title", "冷却を均一に"), ("text", text), ("language", "ja")]).await;
    person.fill(&[("visibility", "private")]).await;
    browser.follow("form.fields button").await;
    browser.appears("#change").await;
    person.look("need").await;
    browser.open(&format!("{}/commons/my/needs", world.server.base)).await;
    assert_eq!(browser.count("main ul.list li").await, 1);
    person.look("needs").await;
    let own = "/commons/desk/kita/terms/own?like=model-research@1";
    browser.open(&format!("{}{own}", world.server.base)).await;
    person.fill(&[("terms", "kita-own"), ("on_withdrawal", "grace-months"), ("grace_months", "6")]).await;
    browser.follow("button[value=check]").await;
    browser.appears("#summary").await;
    person.look("own-terms").await;
    browser.follow("button[value=publish]").await;
    browser.appears("[role=status]").await;
}

async fn registers_a_use(person: &Person, world: &World) {
    let browser = &person.browser;
    browser.open(&format!("{}/documents/JP-2012900101-A#use", world.server.base)).await;
    browser.click(".register summary").await;
    person.look("use-form").await;
    person
        .fill(&[
            ("used_for", "research"),
            ("since", "2026-01-31"),
            ("name", "山田花子"),
            ("email", "hanako@example.org"),
        ])
        .await;
    browser.follow(".register button").await;
    browser.appears("#key").await;
    person.look("use-registered").await;
    let (reference, key) = (browser.text("#reference").await, browser.text("#key").await);
    browser.follow("main a[href*='#use']").await;
    browser.appears("#use").await;
    let panel = browser.text("#use").await;
    assert!(panel.contains('1') && !panel.contains("花子"), "{panel}");
    browser.open(&format!("{}/commons/uses", world.server.base)).await;
    person.look("uses").await;
    person.fill(&[("reference", &reference), ("key", &key)]).await;
    browser.follow("form[action*=deletion] button").await;
    browser.appears("[role=status]").await;
    person.look("use-deleted").await;
}

async fn check(language: &'static str, size: Size) {
    let world = World::new();
    let person = Person::new(language, size).await;
    let token = joins(&person, &world).await;
    person.sign_in(&world, &token).await;
    lists_by_table(&person, &world).await;
    withdraws(&person).await;
    works_at_the_desk(&person).await;
    states_a_need_and_writes_terms(&person, &world).await;
    registers_a_use(&person, &world).await;
    person.browser.close().await;
}

#[tokio::test]
async fn self_service_in_japanese_at_a_desk() {
    check("ja", Size::Desk).await;
}

#[tokio::test]
async fn self_service_in_english_at_a_desk() {
    check("en", Size::Desk).await;
}

#[tokio::test]
async fn self_service_in_japanese_on_a_phone() {
    check("ja", Size::Phone).await;
}

#[tokio::test]
async fn self_service_in_english_on_a_phone() {
    check("en", Size::Phone).await;
}
