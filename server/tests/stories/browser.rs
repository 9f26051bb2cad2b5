//! A person's browser: real Chromium, driven by what is visible. Everything waits for what it looks for,
//! nothing sleeps.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, PointerAction, TouchActions};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value as Json, json};

use crate::product::required;

/// The key for going on.
pub(crate) const ENTER: char = '\u{e007}';
/// The arrow upwards.
pub(crate) const UP: char = '\u{e013}';

/// How long a person would wait for something to appear.
const PATIENCE: Duration = Duration::from_secs(20);

/// One driver process, from which browsers are opened.
pub(crate) struct Driver {
    child: Child,
    address: String,
}

impl Driver {
    /// Starts it on a free port.
    pub(crate) fn start() -> Self {
        let mut child = Command::new(required("TURNWISE_CHROMEDRIVER"))
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("ChromeDriver starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let port = lines
            .by_ref()
            .find_map(|line| {
                let line = line.expect("a line");
                let (_, rest) = line.split_once("started successfully on port ")?;
                Some(rest.trim_end_matches('.').to_owned())
            })
            .expect("ChromeDriver says its port");
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            child,
            address: format!("http://127.0.0.1:{port}"),
        }
    }

    /// Opens a browser window of this size.
    pub(crate) async fn open(&self, kind: Kind) -> Browser {
        let mut arguments = vec![
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--no-first-run".to_owned(),
        ];
        let mut options = json!({ "binary": required("TURNWISE_CHROMIUM") });
        match kind {
            Kind::Desk => arguments.push("--window-size=1280,900".to_owned()),
            Kind::Phone => {
                arguments.push("--window-size=500,900".to_owned());
                options["mobileEmulation"] = json!({
                    "deviceMetrics": { "width": 360, "height": 740, "pixelRatio": 2.0, "touch": true }
                });
            }
        }
        options["args"] = json!(arguments);
        let capabilities = json!({
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let Json::Object(capabilities) = capabilities else {
            unreachable!("an object")
        };
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        let client = ClientBuilder::new(connector)
            .capabilities(capabilities)
            .connect(&self.address)
            .await
            .expect("Chromium starts");
        Browser { client }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Ended already where the machine is shutting down.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What somebody sits at.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// 1280 pixels, mouse and keyboard.
    Desk,
    /// 360 pixels, touch.
    Phone,
}

/// One person's browser.
pub(crate) struct Browser {
    client: Client,
}

impl Browser {
    /// Opens an address.
    pub(crate) async fn go(&self, address: &str) {
        self.client.goto(address).await.expect("the page opens");
    }

    /// Waits for the one element that an XPath finds and that is shown.
    pub(crate) async fn see(&self, xpath: &str) -> Element {
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::XPath(xpath))
            .await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("not found: {xpath} ({error})\nOn the page:\n{}", self.text().await),
        }
    }

    /// Waits for a text anywhere on the page.
    pub(crate) async fn read(&self, text: &str) {
        let waited = tokio::time::timeout(PATIENCE, async {
            while !self.text().await.contains(text) {
                tokio::task::yield_now().await;
            }
        });
        let found = waited.await.is_ok();
        assert!(found, "{text:?} is not on the page:\n{}", self.text().await);
    }

    /// Waits until the keyboard goes on from what has this text.
    pub(crate) async fn is_focused_on(&self, text: &str) {
        let script = "return document.activeElement.textContent";
        let waited = tokio::time::timeout(PATIENCE, async {
            while self.run(script, Vec::new()).await != text {
                tokio::task::yield_now().await;
            }
        });
        assert!(waited.await.is_ok(), "the keyboard is not on {text:?}");
    }

    /// All text that is shown.
    pub(crate) async fn text(&self) -> String {
        let text = self.client.execute("return document.body.innerText", Vec::new()).await;
        text.ok()
            .and_then(|text| text.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    /// Clicks the button with this name.
    pub(crate) async fn press(&self, name: &str) {
        self.click(&format!(
            "//button[normalize-space()={0} or @aria-label={0}][not(@disabled)]",
            quoted(name)
        ))
        .await;
    }

    /// Follows the link with this name.
    pub(crate) async fn follow(&self, name: &str) {
        self.click(&format!("//a[normalize-space()={0} or @aria-label={0}]", quoted(name)))
            .await;
    }

    /// Clicks what an XPath finds, once it is there.
    pub(crate) async fn click(&self, xpath: &str) {
        let element = self.see(xpath).await;
        self.client
            .execute("arguments[0].scrollIntoView({block: 'center'})", vec![json!(element)])
            .await
            .expect("it scrolls");
        element
            .click()
            .await
            .unwrap_or_else(|error| panic!("cannot click {xpath}: {error}"));
    }

    /// The field with this label.
    pub(crate) async fn field(&self, label: &str) -> Element {
        let label = quoted(label);
        self.see(&format!(
            "//*[self::input or self::textarea or self::select][@id=//label[normalize-space()={label} or \
             starts-with(normalize-space(), {label})]/@for or @aria-label={label}]"
        ))
        .await
    }

    /// Types into the field with this label, in place of what stands there.
    pub(crate) async fn fill(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.clear().await.expect("it can be cleared");
        field.send_keys(text).await.expect("it takes text");
    }

    /// Puts a long text into the field with this label at once, as pasting does.
    pub(crate) async fn paste(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        let script = "const [field, text] = arguments; field.focus(); field.value = text; \
            field.dispatchEvent(new Event('input', { bubbles: true })); \
            field.dispatchEvent(new Event('change', { bubbles: true }))";
        self.client
            .execute(script, vec![json!(field), json!(text)])
            .await
            .expect("it takes text");
    }

    /// Presses keys, one after the other, wherever the focus is.
    pub(crate) async fn keys(&self, keys: &[char]) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for &value in keys {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(actions).await.expect("keys are pressed");
    }

    /// Drags one thing onto another with a finger.
    pub(crate) async fn drag_by_touch(&self, from: &Element, to: &Element) {
        let script = "arguments[0].scrollIntoView({ block: 'center' }); return arguments[0].offsetTop";
        self.run(script, vec![json!(to)]).await;
        let (start, end) = (self.centre(from).await, self.centre(to).await);
        let at = |(x, y): (f64, f64), milliseconds| PointerAction::MoveTo {
            duration: Some(Duration::from_millis(milliseconds)),
            x,
            y,
        };
        let touch = TouchActions::new("finger".to_owned())
            .then(at(start, 0))
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(at((start.0, f64::midpoint(start.1, end.1)), 60))
            .then(at(end, 60))
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        self.client.perform_actions(touch).await.expect("it is dragged");
    }

    /// The middle of what is shown, as a finger finds it.
    async fn centre(&self, element: &Element) -> (f64, f64) {
        let script = "const box = arguments[0].getBoundingClientRect(); \
            return [box.left + box.width / 2, box.top + box.height / 2]";
        let place = self.run(script, vec![json!(element)]).await;
        let coordinate = |index: usize| place[index].as_f64().expect("a coordinate");
        (coordinate(0), coordinate(1))
    }

    /// Runs a script and gives what it returns.
    pub(crate) async fn run(&self, script: &str, arguments: Vec<Json>) -> Json {
        self.client.execute(script, arguments).await.expect("the script runs")
    }

    /// The driver's client, for what no other function does.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Fails unless axe finds nothing wrong with the page as it is shown.
    pub(crate) async fn is_accessible(&self) {
        let axe = std::fs::read_to_string(required("TURNWISE_AXE")).expect("axe-core is a file");
        self.client.execute(&axe, Vec::new()).await.expect("axe-core loads");
        let script = "const done = arguments[0]; \
            axe.run(document, { resultTypes: ['violations'] }).then( \
                result => done(result.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))), \
                error => done([String(error)]))";
        let violations = self.client.execute_async(script, Vec::new()).await.expect("axe runs");
        assert_eq!(violations, json!([]), "axe finds violations on:\n{}", self.text().await);
    }

    /// Closes the browser.
    pub(crate) async fn close(self) {
        self.client.close().await.expect("Chromium closes");
    }
}

/// A text as an XPath literal.
pub(crate) fn quoted(text: &str) -> String {
    if text.contains('"') {
        format!("'{text}'")
    } else {
        format!("\"{text}\"")
    }
}
