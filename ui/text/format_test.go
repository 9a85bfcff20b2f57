package text

import (
	"strings"
	"testing"
	"time"

	"berth/shared/resource"
)

func TestTimes(t *testing.T) {
	en, zh, day := In(EN), In(ZH), 24*time.Hour
	tests := []struct{ got, want string }{
		{en.About(time.Second), "1 second"},
		{en.About(-time.Second), "0 seconds"},
		{en.About(30 * time.Minute), "30 minutes"},
		{en.About(3 * day), "3 days"},
		{en.About(3*day + 2*time.Hour), "about 3 days"},
		{en.About(90 * day), "3 months"},
		{zh.About(3*day + 2*time.Hour), "约 3 天"},
		{en.Clock(65 * time.Second), "01:05"},
		{en.Clock(2*day + 3*time.Hour + 4*time.Minute + 5*time.Second), "2 d 03:04:05"},
		{en.Ago(time.Unix(100, 0), time.Unix(101, 0)), "just now"},
		{zh.Ago(time.Unix(0, 0), time.Unix(180, 0)), "3 分钟前"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestResources(t *testing.T) {
	r := resource.Resources{CPUMilli: 1500, MemoryMiB: 4096, DiskMiB: 1 << 21, GPU: 2, GPUModel: "l4"}
	tests := []struct{ got, want string }{
		{In(EN).Resources(r), "1.5 cores · 4 GiB memory · 2 TiB disk · 2 × L4"},
		{In(ZH).Resources(r), "1.5 核 · 4 GiB 内存 · 2 TiB 磁盘 · 2 × L4"},
		{In(EN).Quantity(resource.CPU, 1000), "1 core"},
		{In(EN).Size(1023), "1023 MiB"},
		{In(EN).Size(1999 * 1024), "1.95 TiB"},
		{In(EN).Size(15999), "15.6 GiB"},
		{In(EN).Size(15*1024 + 70), "15 GiB"},
		{In(EN).Size(319999), "312 GiB"},
		{In(EN).Of(resource.CPU, 500, 16000), "0.5 of 16 cores"},
		{In(EN).Of(resource.Memory, 512, 16384), "0.5 of 16 GiB"},
		{In(ZH).Of(resource.Disk, 102400, 204800), "100，共 200 GiB"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestParse(t *testing.T) {
	for tag, want := range map[string]Lang{"zh": ZH, "zh-Hans-CN": ZH, "ZH-tw": ZH, "en-GB": EN, "de": EN, "": EN, "zhx": EN} {
		if got := Parse(tag); got != want {
			t.Errorf("%q: got %s, want %s", tag, got, want)
		}
	}
}

// TestPercent: no line ends between a number and its percent sign, wherever it is written.
func TestPercent(t *testing.T) {
	for _, got := range []string{In(EN).Say(DialChance, 87), In(ZH).Say(RentMore, "1", "2"), In(EN).Percent(1.6), In(EN).Uptime(999)} {
		if strings.Contains(got, " %") {
			t.Errorf("%q may be broken before its sign", got)
		}
	}
}
