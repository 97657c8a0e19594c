//! Mixed content to readable text.

use crate::xml::Element;

/// The text of an element as prose.
pub(crate) fn render(element: &Element) -> String {
    element.plain_text()
}
