//! The settings of a fenced block.

use crate::directive::Setting;
use crate::{Problem, Problems};

/// A fenced block and its place.
pub(crate) struct Block<'a> {
    pub file: &'a str,
    pub name: &'a str,
    pub settings: &'a [Setting],
    pub line: usize,
}

impl<'a> Block<'a> {
    pub(crate) fn check_keys(&self, known: &[&str]) -> Result<(), Problems> {
        let mut problems = Problems::default();
        for (index, setting) in self.settings.iter().enumerate() {
            let message = if !known.contains(&setting.key.as_str()) {
                format!("a block `{}` has no setting \"{}\"", self.name, setting.key)
            } else if self.settings[..index]
                .iter()
                .any(|before| before.key == setting.key)
            {
                format!(
                    "\"{}\" stands twice in the block `{}`",
                    setting.key, self.name
                )
            } else {
                continue;
            };
            let cure = format!("known settings, one a line: {}", known.join(", "));
            problems.0.push(Problem::at(
                self.file,
                self.line + setting.offset,
                message,
                cure,
            ));
        }
        problems.into_result()
    }

    pub(crate) fn values_if_any(&self, key: &str) -> Vec<(&'a str, usize)> {
        let settings = self.settings.iter().filter(|setting| setting.key == key);
        settings
            .flat_map(|setting| {
                setting
                    .values
                    .iter()
                    .map(|value| (value.as_str(), self.line + setting.offset))
            })
            .collect()
    }

    pub(crate) fn values(&self, key: &str) -> Result<Vec<(&'a str, usize)>, Problems> {
        let values = self.values_if_any(key);
        if values.is_empty() {
            return Err(Problems::from(Problem::at(
                self.file,
                self.line,
                format!("the block `{}` does not say which", self.name),
                format!("write a line `{key}: …` into it"),
            )));
        }
        Ok(values)
    }
}
