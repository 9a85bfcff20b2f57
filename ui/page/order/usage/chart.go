package usage

import (
	"fmt"
	"math"
	"strings"
	"time"

	"berth/shared/wire"
)

// The field that a chart's lines are drawn on; it is stretched to its place.
const (
	chartWidth  = 1000
	chartHeight = 100
)

// sample is a figure at a time.
type sample struct {
	at time.Time
	v  float64
}

// chart is figures over time, with what was bought of them; 0: there is no such bound.
type chart struct {
	from, to time.Time
	every    time.Duration // between figures; more than twice of it without one is a gap
	points   []sample
	limit    float64
	binary   bool // the figures are bytes: round numbers are powers of two
}

// windows are the stretches of time that a chart of an hour or a day may show: what has just begun is not a sliver at the
// edge.
var windows = []time.Duration{5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour}

// window is the shortest one that has all figures of a span.
func window(u wire.Use, span time.Duration, now time.Time) time.Duration {
	for _, s := range u.Samples {
		if age := now.Sub(s.At); age <= span {
			for _, w := range windows {
				if age <= w && w <= span {
					return w
				}
			}
		}
	}
	return span
}

// charts are the four of what is used.
func charts(u wire.Use, span time.Duration, now time.Time) (cpu, memory, disk, traffic chart) {
	from := now.Add(-window(u, span, now))
	base := chart{from: from, to: now, every: time.Duration(max(u.Every, 1)) * time.Second}
	cpu, memory, disk, traffic = base, base, base, base
	cpu.limit, memory.limit, disk.limit = float64(u.Bought.CPUMilli), float64(u.Bought.MemoryMiB), float64(u.Bought.DiskMiB)
	memory.binary, disk.binary, traffic.binary = true, true, true
	for i, s := range u.Samples {
		if s.At.Before(from) || s.At.After(now.Add(base.every)) {
			continue
		}
		cpu.points = append(cpu.points, sample{s.At, float64(s.CPUMilli)})
		memory.points = append(memory.points, sample{s.At, float64(s.MemoryMiB)})
		disk.points = append(disk.points, sample{s.At, float64(s.DiskMiB)})
		// Bytes since the sample before: as long as that is told, and else since it should have been.
		gone := base.every
		if i > 0 && s.At.Sub(u.Samples[i-1].At) > 0 && s.At.Sub(u.Samples[i-1].At) < 3*base.every {
			gone = s.At.Sub(u.Samples[i-1].At)
		}
		traffic.points = append(traffic.points, sample{s.At, float64(s.TrafficBytes) / gone.Seconds()})
	}
	return cpu, memory, disk, traffic
}

// peak is the highest figure.
func (c chart) peak() (p sample) {
	for _, q := range c.points {
		if q.v > p.v || p.at.IsZero() {
			p = q
		}
	}
	return p
}

// top is the highest value that the chart has room for: a round one, above all figures and the bound.
func (c chart) top() float64 {
	high := max(c.peak().v, c.limit)
	if c.limit > 0 && c.peak().v <= c.limit {
		return c.limit * 1.12 // the bound is a line of its own, just below the edge
	}
	return round(max(high, 2), c.binary) // so that half of it is a whole figure, too
}

// round is the next round number: 1, 2 or 5 times a power of ten, or a power of two.
func round(v float64, binary bool) float64 {
	if binary {
		return math.Exp2(math.Ceil(math.Log2(v)))
	}
	unit := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 5} {
		if v <= m*unit*(1+1e-9) {
			return m * unit
		}
	}
	return 10 * unit
}

// x is where a time is, from 0 to chartWidth.
func (c chart) x(at time.Time) float64 {
	return float64(at.Sub(c.from)) / float64(c.to.Sub(c.from)) * chartWidth
}

// y is where a value is; 0 is at the bottom.
func (c chart) y(v float64) float64 { return chartHeight * (1 - v/c.top()) }

// runs are the stretches of points without a gap in between.
func (c chart) runs() (runs [][]sample) {
	for i, p := range c.points {
		if i == 0 || p.at.Sub(c.points[i-1].at) > c.every*5/2 {
			runs = append(runs, nil)
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], p)
	}
	return runs
}

// paths are the line and the area under it, as SVG path data. One between two gaps is a short stroke.
func (c chart) paths() (line, area string) {
	var l, a strings.Builder
	for _, run := range c.runs() {
		first, last := c.x(run[0].at), c.x(run[len(run)-1].at)
		if len(run) == 1 {
			half := float64(c.every) / float64(c.to.Sub(c.from)) * chartWidth / 2
			first, last = first-half, last+half
			y := c.y(run[0].v)
			fmt.Fprintf(&l, "M%.1f %.1fH%.1f", first, y, last)
			fmt.Fprintf(&a, "M%.1f %dV%.1fH%.1fV%dz", first, chartHeight, y, last, chartHeight)
			continue
		}
		fmt.Fprintf(&a, "M%.1f %d", first, chartHeight)
		for i, p := range run {
			cmd := 'L'
			if i == 0 {
				cmd = 'M'
			}
			fmt.Fprintf(&l, "%c%.1f %.1f", cmd, c.x(p.at), c.y(p.v))
			fmt.Fprintf(&a, "L%.1f %.1f", c.x(p.at), c.y(p.v))
		}
		fmt.Fprintf(&a, "L%.1f %dz", last, chartHeight)
	}
	return l.String(), a.String()
}

// near is the figure at a time; not ok: nothing is known of it.
func (c chart) near(at time.Time) (p sample, ok bool) {
	best := c.every * 5 / 4
	for _, q := range c.points {
		if d := q.at.Sub(at).Abs(); d <= best {
			best, p, ok = d, q, true
		}
	}
	return p, ok
}

// svg is the drawing, with words for those who cannot see it.
func (c chart) svg(words string) html {
	line, area := c.paths()
	out := markup(`<svg class="use-lines" viewBox="0 0 %d %d" preserveAspectRatio="none" role="img" aria-label="%s">`, chartWidth, chartHeight, words)
	out += markup(`<path class="use-grid" d="M0 %dH%dM0 0H%[2]d"/>`, chartHeight/2, chartWidth)
	out += markup(`<path class="use-area" d="%s"/><path class="use-line" d="%s"/>`, area, line)
	if c.limit > 0 {
		out += markup(`<path class="use-limit" d="M0 %.1fH%d"/>`, c.y(c.limit), chartWidth)
	}
	return out + `</svg>`
}

// ticks are round times within the chart, a few, and none at its very edges.
func (c chart) ticks() (times []time.Time) {
	var step time.Duration
	for _, step = range []time.Duration{time.Minute, 5 * time.Minute, 10 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour} {
		if c.to.Sub(c.from)/step <= 6 {
			break
		}
	}
	// Round in the viewer's time zone.
	local := c.from.Local()
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, local.Location())
	for at := midnight.Add(c.from.Sub(midnight).Truncate(step)); !at.After(c.to); at = at.Add(step) {
		if x := c.x(at); x >= chartWidth*.05 && x <= chartWidth*.95 {
			times = append(times, at)
		}
	}
	return times
}
