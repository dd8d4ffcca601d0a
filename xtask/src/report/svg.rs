//! Drawings of boxes and words, written by hand: for what is no curve.

use std::fmt::Write as _;

/// A drawing under construction.
#[derive(Clone, Debug)]
pub(super) struct Drawing {
    width: f64,
    body: String,
}

/// How a box is filled: a pattern, so that neighbours differ without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    Plain,
    Tinted,
    Hatched,
    Solid,
}

/// Where a word stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Text as XML has it.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl Drawing {
    pub(super) fn new(width: f64) -> Self {
        Drawing { width, body: String::new() }
    }

    /// A box, with words that are shown when it is pointed at.
    pub(super) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), fill: Fill, words: &str) {
        let paint = match fill {
            Fill::Plain => "fill=\"none\"",
            Fill::Tinted => "fill=\"#1f77d0\" fill-opacity=\"0.28\"",
            Fill::Hatched => "fill=\"#d98200\" fill-opacity=\"0.28\"",
            Fill::Solid => "fill=\"#1f77d0\"",
        };
        let _ = write!(
            self.body,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" {paint} \
             stroke=\"currentColor\" stroke-width=\"1\"><title>{}</title></rect>",
            escaped(words)
        );
        if fill == Fill::Hatched {
            // Lines across the box, within it.
            let mut at = 4.0;
            while at < width + height {
                let (from, to) = (
                    (x + at.min(width), y + (at - width).max(0.0)),
                    (x + (at - height).max(0.0), y + at.min(height)),
                );
                let _ = write!(
                    self.body,
                    "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"currentColor\" stroke-opacity=\"0.35\"/>",
                    from.0, from.1, to.0, to.1
                );
                at += 6.0;
            }
        }
    }

    pub(super) fn words(&mut self, (x, y): (f64, f64), size: u32, anchor: Anchor, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = write!(
            self.body,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"currentColor\">{}</text>",
            escaped(words)
        );
    }

    /// The drawing, so high, as SVG in the reader's ink.
    pub(super) fn finish(self, height: f64) -> String {
        let Drawing { width, body } = self;
        super::chart::readers_ink(&format!(
            "<svg width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" \
             font-family=\"sans-serif\" xmlns=\"http://www.w3.org/2000/svg\">\n{body}</svg>\n"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_well_formed() {
        let mut drawing = Drawing::new(100.0);
        drawing.rect((0.0, 0.0), (50.0, 20.0), Fill::Hatched, "Vec<u8> & co");
        drawing.words((5.0, 10.0), 12, Anchor::Middle, "a < b");
        let svg = drawing.finish(40.0);
        assert!(
            svg.contains("Vec&lt;u8&gt; &amp; co") && svg.contains("a &lt; b") && svg.ends_with("</svg>\n")
        );
        assert!(svg.contains("viewBox=\"0 0 100 40\""));
    }
}
