//! From one day to another: the two things about days that the plan computes.

use jiff::ToSpan;
use jiff::civil::Date;

use super::data::Shift;

/// So many days are looked back from the day of leaving for the latest day to send: a notice period of
/// a whole month from the first of the next one is at most 62 days long.
const LONGEST: i64 = 70;

impl Shift {
    /// The day that lies this far behind `day`: 31 January and one month is 28 or 29 February.
    pub fn from(self, day: Date) -> Date {
        let mut day = day.saturating_add(i64::from(self.months).months());
        if self.month_end {
            day = day.last_of_month();
        }
        day.saturating_add(i64::from(self.days).days())
    }

    /// The latest day on which to send for whoever leaves on `leave` and wants the number to work until
    /// then: of all days that give the first end on or after `leave`, the last one that is not behind
    /// it. Leaving on 18 December with a month from the first of the next one: 30 November.
    pub fn latest(self, leave: Date) -> Date {
        let mut best = leave;
        for back in 1..=LONGEST {
            let day = leave.saturating_sub(back.days());
            let end = self.from(day);
            if end < leave {
                break;
            }
            if end < self.from(best) {
                best = day;
            }
        }
        best
    }

    /// The earliest day on which to send for the same end as on the latest one: whoever waits for the
    /// last day may be late, as the day on which the notice arrives may count.
    pub fn earliest(self, leave: Date) -> Date {
        let latest = self.latest(leave);
        let end = self.from(latest);
        let days = latest.series((-1).days());
        let same = days.take_while(|day| self.from(*day) == end);
        same.last().unwrap_or(latest)
    }
}
