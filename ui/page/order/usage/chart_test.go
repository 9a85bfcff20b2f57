package usage

import (
	"strings"
	"testing"
	"time"

	"berth/shared/resource"
	"berth/shared/wire"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func TestChart(t *testing.T) {
	u := wire.Use{Every: 15, Bought: resource.Resources{CPUMilli: 1000, MemoryMiB: 256}, Samples: []wire.UseSample{
		{At: noon.Add(-2 * time.Hour), CPUMilli: 900},                        // before what is shown
		{At: noon.Add(-45 * time.Minute), CPUMilli: 500, TrafficBytes: 1500}, // alone
		{At: noon.Add(-15 * time.Second), CPUMilli: 100, TrafficBytes: 3000},
		{At: noon, CPUMilli: 200, MemoryMiB: 64, TrafficBytes: 30000},
	}}
	cpu, memory, disk, traffic := charts(u, time.Hour, noon)
	if len(cpu.points) != 3 || len(cpu.runs()) != 2 {
		t.Fatalf("%d points in %d runs", len(cpu.points), len(cpu.runs()))
	}
	if cpu.top() != 1120 || cpu.y(0) != chartHeight || cpu.x(noon) != chartWidth || cpu.x(noon.Add(-time.Hour)) != 0 {
		t.Errorf("scales: top %v, y(0) %v, x %v", cpu.top(), cpu.y(0), cpu.x(noon))
	}
	line, area := cpu.paths()
	if want := "M247.9 55.4H252.1M995.8 91.1L1000.0 82.1"; line != want {
		t.Errorf("line: got %s, want %s", line, want)
	}
	if strings.Count(area, "z") != 2 {
		t.Errorf("area: %s", area)
	}
	if p := cpu.peak(); p.v != 500 {
		t.Errorf("peak: %v", p)
	}
	if p, ok := cpu.near(noon.Add(-10 * time.Second)); !ok || p.v != 100 {
		t.Errorf("near: %v, %v", p, ok)
	}
	if p, ok := cpu.near(noon.Add(-10 * time.Minute)); ok {
		t.Errorf("in a gap: %v", p)
	}
	if memory.points[2].v != 64 || disk.limit != 0 {
		t.Errorf("memory %v, disk's bound %v", memory.points, disk.limit)
	}
	if traffic.points[0].v != 100 || traffic.points[2].v != 2000 || traffic.top() != 2048 {
		t.Errorf("traffic a second: %v, top %v", traffic.points, traffic.top())
	}
	if s := string(cpu.svg(`a "b" <c>`)); !strings.Contains(s, `aria-label="a &#34;b&#34; &lt;c&gt;"`) || !strings.Contains(s, "use-limit") {
		t.Errorf("svg: %s", s)
	}
	if s := string(traffic.svg("")); strings.Contains(s, "use-limit") {
		t.Error("traffic has no bound by the second")
	}
}

// TestChartEmpty draws nothing of nothing, and does not divide by it.
func TestChartEmpty(t *testing.T) {
	cpu, _, _, traffic := charts(wire.Use{}, time.Hour, noon)
	for _, c := range []chart{cpu, traffic} {
		line, area := c.paths()
		if line != "" || area != "" || c.top() != 2 || !c.peak().at.IsZero() {
			t.Errorf("line %q, area %q, top %v", line, area, c.top())
		}
	}
}

func TestChartOverItsBound(t *testing.T) {
	c := chart{from: noon.Add(-time.Hour), to: noon, every: time.Minute, limit: 100, points: []sample{{noon, 130}}}
	if c.top() != 200 || c.y(130) < 0 {
		t.Errorf("top %v", c.top())
	}
}

// TestMarkup lets nothing of what a node says become markup.
func TestMarkup(t *testing.T) {
	evil := `"><img src=x onerror='alert(1)'>&amp;`
	want := `&#34;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp;`
	if got := markup(`<p title="%s">%s</p>%s`, evil, evil, html("<br>")); string(got) != `<p title="`+want+`">`+want+`</p><br>` {
		t.Errorf("got %s", got)
	}
	if got := table(evil, evil, []string{evil, evil}, [][]string{{evil, evil}}); strings.Contains(string(got), "<img") || strings.Count(string(got), want) != 6 {
		t.Errorf("got %s", got)
	}
}

func TestWindow(t *testing.T) {
	for _, c := range []struct {
		age, span, want time.Duration
	}{
		{time.Minute, time.Hour, 5 * time.Minute}, {20 * time.Minute, time.Hour, 30 * time.Minute}, {59 * time.Minute, time.Hour, time.Hour},
		{2 * time.Hour, time.Hour, time.Hour}, {2 * time.Hour, 24 * time.Hour, 3 * time.Hour}, {23 * time.Hour, 24 * time.Hour, 24 * time.Hour},
	} {
		if got := window(wire.Use{Samples: []wire.UseSample{{At: noon.Add(-c.age)}}}, c.span, noon); got != c.want {
			t.Errorf("%v of %v: got %v, want %v", c.age, c.span, got, c.want)
		}
	}
}

func TestRound(t *testing.T) {
	for _, c := range []struct {
		v      float64
		binary bool
		want   float64
	}{{1, false, 1}, {3, false, 5}, {60, false, 100}, {200, false, 200}, {1000, true, 1024}, {1025, true, 2048}, {1, true, 1}} {
		if got := round(c.v, c.binary); got != c.want {
			t.Errorf("%v: got %v, want %v", c.v, got, c.want)
		}
	}
}

func TestTicks(t *testing.T) {
	for _, span := range windows {
		c := chart{from: noon.Add(7*time.Second - span), to: noon.Add(7 * time.Second)}
		ticks := c.ticks()
		if len(ticks) < 2 || len(ticks) > 7 {
			t.Errorf("%d ticks in %v", len(ticks), span)
		}
		for _, at := range ticks {
			if at.Second() != 0 || span >= time.Hour && at.Minute()%10 != 0 || c.x(at) < 50 || c.x(at) > 950 {
				t.Errorf("%v in %v is not round, or at the edge", at, span)
			}
		}
	}
}
