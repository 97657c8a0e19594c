//! A real headless Chromium, driven through chromedriver.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use fantoccini::{Client, ClientBuilder, Locator, elements::Element, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::support::workspace;

/// Debian and Ubuntu; other systems name their packages alike.
const INSTALL: &str = "install the packages chromium and chromium-driver, and fonts-noto-cjk for Japanese \
     (apt-get install chromium chromium-driver fonts-noto-cjk)";

/// How a browser is set up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setup {
    /// What `Accept-Language` says.
    pub(super) language: &'static str,
    pub(super) size: Size,
    pub(super) dark: bool,
    pub(super) script: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// 1440 by 900 CSS pixels.
    Desk,
    /// 360 by 740 CSS pixels, with a touch screen.
    Phone,
}

impl Default for Setup {
    fn default() -> Self {
        Self { language: "en", size: Size::Desk, dark: false, script: true }
    }
}

/// A browser with one window; it ends, with its driver and its empty profile, when dropped.
pub(super) struct Browser {
    pub(super) client: Client,
    driver: Child,
    _profile: tempfile::TempDir,
}

impl Browser {
    pub(super) async fn start(setup: Setup) -> Self {
        let chromium =
            installed(&["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]);
        let chromedriver = installed(&["/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver"]);
        let (driver, port) = start_driver(&chromedriver);
        let profile = tempfile::tempdir().unwrap();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(setup, &chromium, profile.path()))
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .unwrap_or_else(|error| panic!("Chromium did not start: {error}"));
        Self { client, driver, _profile: profile }
    }

    pub(super) async fn open(&self, url: &str) {
        self.client.goto(url).await.unwrap();
    }

    /// The visible text of the first element that a selector finds.
    pub(super) async fn text(&self, selector: &str) -> String {
        self.element(selector).await.text().await.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    pub(super) async fn count(&self, selector: &str) -> usize {
        self.client.find_all(Locator::Css(selector)).await.unwrap().len()
    }

    /// Waits until a selector finds something.
    pub(super) async fn appears(&self, selector: &str) {
        self.element(selector).await;
    }

    async fn element(&self, selector: &str) -> Element {
        let found = self.client.wait().for_element(Locator::Css(selector)).await;
        found.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// Clicks what leads to no other page.
    pub(super) async fn click(&self, selector: &str) {
        let element = self.element(selector).await;
        element.click().await.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Clicks what leads to another page, and waits for that page: a click is done while the page before is still there.
    pub(super) async fn follow(&self, selector: &str) {
        let page = self.element("html").await;
        self.click(selector).await;
        is_left(&page).await;
    }

    /// Enter, on what leads to another page.
    pub(super) async fn enter(&self) {
        /// WebDriver's code point of the key.
        const ENTER: &str = "\u{e007}";
        let page = self.element("html").await;
        self.keys(ENTER).await;
        is_left(&page).await;
    }

    pub(super) async fn address(&self) -> String {
        self.client.current_url().await.unwrap().to_string()
    }

    /// Makes the page itself so many CSS pixels wide and high; a window is larger by its frame.
    pub(super) async fn show(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.unwrap();
        let inner = self.run("return [innerWidth, innerHeight]").await;
        let missing = |shown: &Value, wanted: u32| wanted - shown.as_u64().unwrap() as u32;
        let (more_width, more_height) = (missing(&inner[0], width), missing(&inner[1], height));
        self.client.set_window_size(width + more_width, height + more_height).await.unwrap();
    }

    /// Types into whatever has the focus, as a person does.
    pub(super) async fn keys(&self, keys: &str) {
        self.client.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    pub(super) async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// Writes what the window shows to `target/screenshots`, for people to look at.
    pub(super) async fn screenshot(&self, name: &str) {
        let folder = workspace().join("target/screenshots");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.png")), self.client.screenshot().await.unwrap()).unwrap();
    }

    pub(super) async fn close(self) {
        self.client.clone().close().await.unwrap();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        _ = self.driver.kill();
        _ = self.driver.wait();
    }
}

/// Waits until another page has taken the place of the page that this is the root of: the driver then knows it no more,
/// which it says in several ways.
async fn is_left(page: &Element) {
    const LIMIT: Duration = Duration::from_secs(30);
    const PAUSE: Duration = Duration::from_millis(10);
    let begin = Instant::now();
    while page.tag_name().await.is_ok() {
        assert!(begin.elapsed() < LIMIT, "no other page came within {LIMIT:?}");
        tokio::time::sleep(PAUSE).await;
    }
}

#[track_caller]
fn installed(places: &[&str]) -> PathBuf {
    let found = places.iter().map(Path::new).find(|path| path.exists());
    found.unwrap_or_else(|| panic!("none of {} is there: {INSTALL}", places.join(", "))).to_owned()
}

/// Starts the driver on a free port that it chooses and prints.
fn start_driver(chromedriver: &Path) -> (Child, u16) {
    let mut driver = Command::new(chromedriver)
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{}: {error}: {INSTALL}", chromedriver.display()));
    let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines().map_while(Result::ok);
    let port = lines.find_map(|line| {
        let (_, after) = line.split_once("started successfully on port ")?;
        after.trim_end_matches('.').parse().ok()
    });
    std::thread::spawn(move || lines.for_each(drop));
    (driver, port.expect("chromedriver prints its port"))
}

fn capabilities(setup: Setup, chromium: &Path, profile: &Path) -> Capabilities {
    let mut arguments = vec![
        "--headless".to_owned(),
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-quic".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--no-first-run".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--hide-scrollbars".to_owned(),
        "--window-size=1440,900".to_owned(),
        format!("--lang={}", setup.language),
        format!("--user-data-dir={}", profile.display()),
    ];
    if setup.dark {
        arguments.push("--blink-settings=preferredColorScheme=0".to_owned());
    }
    let mut preferences = json!({ "intl.accept_languages": setup.language });
    if !setup.script {
        preferences["profile.managed_default_content_settings.javascript"] = 2.into();
    }
    let mut options = json!({ "binary": chromium, "args": arguments, "prefs": preferences });
    if setup.size == Size::Phone {
        options["mobileEmulation"] =
            json!({ "deviceMetrics": { "width": 360, "height": 740, "pixelRatio": 2.0, "touch": true } });
    }
    let mut capabilities = Capabilities::new();
    capabilities.insert("goog:chromeOptions".to_owned(), options);
    capabilities
}
