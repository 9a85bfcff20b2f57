package text

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"berth/shared/resource"
)

// month is what a price a month is reckoned for: 30 days.
const month = 30 * 24 * time.Hour

// About is a time span in the words that people use: "about 3 days", "45 seconds".
func (t T) About(d time.Duration) string {
	d = max(d, 0)
	switch {
	case d < 90*time.Second:
		return t.Count(seconds, int(d.Round(time.Second)/time.Second))
	case d < 90*time.Minute:
		return t.Count(minutes, int(d.Round(time.Minute)/time.Minute))
	case d < 36*time.Hour:
		return t.about(hours, d, time.Hour)
	case d < 60*24*time.Hour:
		return t.about(days, d, 24*time.Hour)
	default:
		return t.about(months, d, month)
	}
}

// about says "3 days" where that is exact and "about 3 days" else.
func (t T) about(x Plural, d, unit time.Duration) string {
	s := t.Count(x, int(d.Round(unit)/unit))
	if d%unit < time.Minute || unit-d%unit < time.Minute {
		return s
	}
	return t.Say(about, s)
}

// Clock is a span to the second in figures of a steady width: "2 d 03:04:05", "04:05".
func (t T) Clock(d time.Duration) string {
	s := int64(max(d, 0).Round(time.Second) / time.Second)
	switch {
	case s >= 86400:
		return fmt.Sprintf("%s %02d:%02d:%02d", t.Count(dayShort, int(s/86400)), s/3600%24, s/60%60, s%60)
	case s >= 3600:
		return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
	default:
		return fmt.Sprintf("%02d:%02d", s/60, s%60)
	}
}

// Moment is a time of day in the viewer's time zone, with the date where that is not today's.
func (t T) Moment(at, now time.Time) string {
	at, now = at.Local(), now.Local()
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format("15:04:05")
	}
	return t.Date(at)
}

// Date is a date and time in the viewer's time zone: "22 Nov 2026, 14:03".
func (t T) Date(at time.Time) string {
	at = at.Local()
	if t.Lang == ZH {
		return at.Format("2006年1月2日 15:04")
	}
	return at.Format("2 Jan 2006, 15:04")
}

// Ago is "3 minutes ago".
func (t T) Ago(at, now time.Time) string {
	d := now.Sub(at)
	if d < 5*time.Second {
		return t.Say(justNow)
	}
	return t.Say(ago, t.About(d))
}

// Cores is a count of thousandths of a core as cores: "0.5", "16".
func (t T) Cores(milli uint64) string { return decimals(milli, 1000) }

// Size is a count of MiB in the unit that keeps it short: "512 MiB", "1.5 GiB", "2 TiB".
func (t T) Size(mib uint64) string {
	switch {
	case mib < 1024:
		return strconv.FormatUint(mib, 10) + " MiB"
	case mib < 1024*1024:
		return three(decimals(mib, 1024)) + " GiB"
	default:
		return three(decimals(mib, 1024*1024)) + " TiB"
	}
}

// Pace is so many KiB a second.
func (t T) Pace(kib uint32) string {
	if kib < 1024 {
		return strconv.Itoa(int(kib)) + " KiB/s"
	}
	return t.Size(uint64(kib>>10)) + "/s"
}

// Of is a part of a total in the total's unit: "3 of 16 cores", "0.5 of 16 GiB".
func (t T) Of(d resource.Dimension, part, total uint64) string {
	if d == resource.CPU || d == resource.GPU {
		n := strconv.FormatUint(part, 10)
		if d == resource.CPU {
			n = t.Cores(part)
		}
		return t.Say(ofTotal, n, t.Quantity(d, total))
	}
	n := strconv.FormatUint(part, 10)
	switch {
	case total >= 1024*1024:
		n = three(decimals(part, 1024*1024))
	case total >= 1024:
		n = three(decimals(part, 1024))
	}
	return t.Say(ofTotal, n, t.Size(total))
}

// Quantity is a count of a dimension with its unit: "2 cores", "4 GiB", "1 GPU".
func (t T) Quantity(d resource.Dimension, n uint64) string {
	switch d {
	case resource.CPU:
		s := t.Cores(n)
		if s == "1" {
			return t.Say(oneCore)
		}
		return t.Say(manyCores, s)
	case resource.GPU:
		return t.Count(gpus, int(n))
	default:
		return t.Size(n)
	}
}

// Resources is a line of all that is not zero: "2 cores · 4 GiB memory · 20 GiB disk".
func (t T) Resources(r resource.Resources) string {
	var parts []string
	for _, d := range resource.Dimensions {
		n := r.Of(d)
		if n == 0 {
			continue
		}
		s := t.Quantity(d, n)
		switch d {
		case resource.Memory:
			s = t.Say(ofMemory, s)
		case resource.Disk:
			s = t.Say(ofDisk, s)
		case resource.Traffic:
			s = t.Say(ofTraffic, s)
		case resource.GPU:
			if r.GPUModel != "" {
				s = strconv.FormatUint(n, 10) + " × " + Model(r.GPUModel)
			}
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " · ")
}

// Dimension is what a dimension, or another word of an exclusion, is called.
func (t T) Dimension(d resource.Dimension) string {
	switch d {
	case resource.CPU:
		return t.Say(CPU)
	case resource.Memory:
		return t.Say(Memory)
	case resource.Disk:
		return t.Say(Disk)
	case resource.Traffic:
		return t.Say(Traffic)
	case resource.GPU:
		return t.Say(GPU)
	case resource.GPUModel:
		return t.Say(GPUModel)
	case "maxRate", "price":
		return t.Say(Price)
	case "region":
		return t.Say(Region)
	case "token":
		return t.Say(PaidIn)
	case "level":
		return t.Say(LevelName)
	case "root":
		return t.Say(RootName)
	case "paused":
		return t.Say(Paused)
	case "unreachable":
		return t.Say(Unreachable)
	case "duration":
		return t.Say(Duration)
	case "image":
		return t.Say(PlanImage)
	}
	return string(d)
}

// Model is a GPU model for people: the chain has it in lower case.
func Model(s string) string { return strings.ToUpper(s) }

// Percent is a share from 0 to 1 as "42 %".
func (t T) Percent(share float64) string {
	return strconv.Itoa(int(share*100+0.5)) + "\u00a0%"
}

// decimals is n/unit with at most two digits after the point, cut, never rounded up: what is shown can be had.
func decimals(n, unit uint64) string {
	s := strconv.FormatUint(n/unit, 10)
	if frac := n % unit * 100 / unit; frac > 0 {
		s += "." + strings.TrimRight(fmt.Sprintf("%02d", frac), "0")
	}
	return s
}

// three cuts a number to about three digits: what follows does not matter to anybody.
func three(s string) string {
	whole, frac, ok := strings.Cut(s, ".")
	switch {
	case !ok, len(whole) > 2:
		return whole
	case len(whole) == 2 && frac[0] == '0':
		return whole
	case len(whole) == 2:
		return whole + "." + frac[:1]
	}
	return s
}

// Group is a count with a thin space between its thousands.
func Group(n int) string { return group(strconv.Itoa(n)) }

// group puts a thin space between the thousands of the whole part.
func group(s string) string {
	whole, frac, ok := strings.Cut(s, ".")
	if len(whole) < 5 {
		return s
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "\u2009" + whole[i:]
	}
	if ok {
		return whole + "." + frac
	}
	return whole
}
