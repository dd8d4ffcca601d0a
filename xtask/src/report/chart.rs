//! Curves over a logarithmic axis, drawn by plotters' SVG backend; the legend is below, so that the plot keeps its width.
//!
//! What plotters draws in [`INK`] becomes `currentColor`: the page's, or the reader's.

use super::style::{INK, Marker, Style, of};
use plotters::coord::Shift;
use plotters::coord::ranged1d::{AsRangedCoord, ValueFormatter};
use plotters::prelude::*;

/// A curve with the name of its map.
#[derive(Clone, Debug)]
pub(super) struct Curve {
    pub(super) name: String,
    pub(super) points: Vec<(f64, f64)>,
}

/// A chart.
#[derive(Clone, Debug)]
pub(super) struct Chart {
    pub(super) title: String,
    pub(super) below: &'static str,
    /// Largest value of the linear axis; `None` if the axis is logarithmic.
    pub(super) top: Option<f64>,
    pub(super) curves: Vec<Curve>,
    /// Whether points are few enough to be marked each.
    pub(super) marked: bool,
    /// Whether the axis of entries is linear and starts at 0; otherwise it is logarithmic.
    pub(super) from_zero: bool,
}

const WIDTH: u32 = 440;
const PLOT: u32 = 300;
const LEGEND_ROW: u32 = 20;
const LEGEND_COLUMNS: usize = 3;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

impl Chart {
    /// The chart as SVG.
    ///
    /// # Errors
    ///
    /// If there is nothing to draw.
    pub(super) fn svg(&self) -> Result<String, String> {
        let points = || self.curves.iter().flat_map(|curve| &curve.points);
        if points().next().is_none() {
            return Err(format!("{}: no points", self.title));
        }
        let fold = |of: fn(&(f64, f64)) -> f64| {
            let figures = points().map(of);
            figures.fold((f64::MAX, f64::MIN), |(low, high), figure| (low.min(figure), high.max(figure)))
        };
        let (left, right) = fold(|point| point.0);
        let (low, high) = fold(|point| point.1);
        let rows = self.curves.len().div_ceil(LEGEND_COLUMNS) as u32;
        let height = PLOT + rows * LEGEND_ROW + 8;
        let mut text = String::new();
        {
            let root = SVGBackend::with_string(&mut text, (WIDTH, height)).into_drawing_area();
            let (plot, legend) = root.split_vertically(PLOT);
            let (low, high) = (low.log2().floor(), high.log2().ceil());
            let y = self.top.map_or(low..high, |top| 0.0..top);
            // A label a power of two, or every second one.
            let labels = if self.top.is_some() { 6 } else { (high - low) as usize + 1 };
            let drawn = if self.from_zero {
                self.plot(&plot, 0.0..right, y, labels)
            } else {
                self.plot(&plot, (left..right * 1.05).log_scale(), y, labels)
            };
            drawn.and_then(|()| self.legend(&legend)).map_err(|error| format!("{}: {error}", self.title))?;
            root.present().map_err(|error| error.to_string())?;
        }
        Ok(readers_ink(&text))
    }

    fn plot<X, Y>(&self, area: &Area<'_>, x: X, y: Y, labels: usize) -> Result<(), Box<dyn std::error::Error>>
    where
        X: AsRangedCoord<Value = f64>,
        X::CoordDescType: ValueFormatter<f64>,
        Y: AsRangedCoord<Value = f64>,
        Y::CoordDescType: ValueFormatter<f64>,
    {
        let ink = |size: i32| ("sans-serif", size).into_font().color(&INK);
        let mut chart = ChartBuilder::on(area)
            .margin(8)
            .caption(&self.title, ink(15))
            .x_label_area_size(38)
            .y_label_area_size(44)
            .build_cartesian_2d(x, y)?;
        chart
            .configure_mesh()
            .x_desc(self.below)
            .x_labels(6)
            .y_labels(labels.min(12))
            .axis_style(INK.mix(0.6))
            .bold_line_style(INK.mix(0.18))
            .light_line_style(INK.mix(0.0))
            .label_style(ink(12))
            .axis_desc_style(ink(12))
            .x_label_formatter(&|n| figure(*n))
            .y_label_formatter(&|height| if self.top.is_some() { figure(*height) } else { power(*height) })
            .draw()?;
        let top = self.top.unwrap_or(f64::MAX);
        // A logarithmic axis counts in powers of two: decades would leave most charts with a single label.
        let height = |y: f64| if self.top.is_some() { y } else { y.log2() };
        for curve in &self.curves {
            let style = of(&curve.name);
            // What leaves the chart at the top is left out, not bent.
            for run in curve.points.split(|point| point.1 > top).filter(|run| !run.is_empty()) {
                let line = style.color.stroke_width(style.width);
                let points = run.iter().map(|point| (point.0, height(point.1)));
                match style.dash {
                    (_, 0) => {
                        chart.draw_series(LineSeries::new(points.clone(), line))?;
                    }
                    (dash, gap) => {
                        let series = DashedLineSeries::new(points.clone(), dash, gap, line);
                        chart.draw_series(series)?;
                    }
                }
                if self.marked {
                    chart.draw_series(
                        points.map(|point| EmptyElement::at(point) + Mark { style }.element((0, 0))),
                    )?;
                }
            }
        }
        Ok(())
    }

    fn legend(&self, area: &Area<'_>) -> Result<(), Box<dyn std::error::Error>> {
        let column = WIDTH as i32 / LEGEND_COLUMNS as i32;
        for (at, curve) in self.curves.iter().enumerate() {
            let style = of(&curve.name);
            let x = 16 + (at % LEGEND_COLUMNS) as i32 * column;
            let y = 10 + (at / LEGEND_COLUMNS) as i32 * LEGEND_ROW as i32;
            let line = style.color.stroke_width(style.width);
            let (dash, gap) = (style.dash.0 as i32, style.dash.1 as i32);
            let (mut from, end) = (x, x + 36);
            while from < end {
                let to = if gap == 0 { end } else { (from + dash).min(end) };
                area.draw(&PathElement::new([(from, y), (to, y)], line))?;
                from = to + gap.max(1);
            }
            if self.marked {
                area.draw(&(EmptyElement::at((x + 18, y)) + Mark { style }.element((0, 0))))?;
            }
            area.draw(&Text::new(
                curve.name.clone(),
                (x + 44, y - 6),
                ("sans-serif", 13).into_font().color(&INK),
            ))?;
        }
        Ok(())
    }
}

/// A marker, made of paths: the same kind of element for all shapes.
struct Mark {
    style: Style,
}

impl Mark {
    fn element(&self, (x, y): (i32, i32)) -> PathElement<(i32, i32)> {
        let r = 4;
        let around =
            |corners: &[(i32, i32)]| corners.iter().map(|(dx, dy)| (x + dx, y + dy)).collect::<Vec<_>>();
        let points = match self.style.marker {
            // A disc and a ring are an octagon, the disc with a star in it.
            Marker::Disc => {
                around(&[(-4, 0), (4, 0), (3, 3), (-3, -3), (0, -4), (0, 4), (-3, 3), (3, -3), (4, 0)])
            }
            Marker::Ring => {
                around(&[(r, 0), (3, 3), (0, r), (-3, 3), (-r, 0), (-3, -3), (0, -r), (3, -3), (r, 0)])
            }
            Marker::Square => around(&[(-r, -r), (r, -r), (r, r), (-r, r), (-r, -r)]),
            Marker::Triangle => around(&[(0, -5), (5, r), (-5, r), (0, -5)]),
            Marker::Cross => around(&[(-r, -r), (r, r), (0, 0), (-r, r), (r, -r)]),
            Marker::Diamond => around(&[(0, -5), (5, 0), (0, 5), (-5, 0), (0, -5)]),
            Marker::Plus => around(&[(-5, 0), (5, 0), (0, 0), (0, -5), (0, 5)]),
            Marker::Bar => around(&[(0, -5), (0, 5)]),
        };
        PathElement::new(points, self.style.color.stroke_width(2))
    }
}

/// The power of two at this height of a logarithmic axis.
fn power(exponent: f64) -> String {
    match exponent.exp2() {
        value if value >= 16.0 * 1024.0 => format!("{:.0}Ki", value / 1024.0),
        value => value.to_string(),
    }
}

/// A figure on an axis: thousands and millions as k and M.
pub(super) fn figure(value: f64) -> String {
    let short = |value: f64| {
        let text = format!("{value:.2}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    match value {
        _ if value >= 1e6 => format!("{}M", short(value / 1e6)),
        _ if value >= 1e3 => format!("{}k", short(value / 1e3)),
        _ => short(value),
    }
}

/// Lets the reader choose the colour of text, and the width of the chart.
pub(super) fn readers_ink(svg: &str) -> String {
    let own = "<style>svg{color:#1a1a1a}@media (prefers-color-scheme: dark){svg{color:#e6e6e6}}</style>";
    let inked = svg.replace("\"#010203\"", "\"currentColor\"");
    match inked.find("<svg").and_then(|at| inked[at..].find('>').map(|end| at + end + 1)) {
        Some(end) => format!("{}\n{own}{}", &inked[..end], &inked[end..]),
        None => inked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(top: Option<f64>) -> Chart {
        let curve = |name: &str, y: f64| Curve {
            name: name.into(),
            points: vec![(1.0, y), (10.0, y * 2.0), (100.0, y * 3.0)],
        };
        let curves = vec![curve("slim", 10.0), curve("BTreeMap", 20.0)];
        Chart { title: "bytes & co".into(), below: "n", top, curves, marked: true, from_zero: false }
    }

    #[test]
    fn a_chart_names_its_curves_and_uses_the_readers_ink() {
        for top in [None, Some(60.0)] {
            let svg = chart(top).svg().unwrap();
            for wanted in ["slim", "BTreeMap", "currentColor", "bytes &amp; co", "prefers-color-scheme"] {
                assert!(svg.contains(wanted), "{wanted}: {svg}");
            }
            assert!(!svg.contains("#010203"));
        }
    }

    #[test]
    fn nothing_to_draw_is_an_error() {
        let empty = Chart { curves: Vec::new(), ..chart(None) };
        assert!(empty.svg().unwrap_err().contains("no points"));
    }

    #[test]
    fn powers_of_two_are_whole() {
        assert_eq!([-1.0, 5.0, 13.0, 14.0].map(power), ["0.5", "32", "8192", "16Ki"]);
    }

    #[test]
    fn figures_are_short() {
        assert_eq!(
            [1.0, 8.5, 100.0, 1_000.0, 20_000.0, 1e6].map(figure),
            ["1", "8.5", "100", "1k", "20k", "1M"]
        );
    }
}
