package text

import "testing"

func TestSpan(t *testing.T) {
	for sec, want := range map[uint32]string{0: "0 seconds", 1: "1 second", 5400: "1 hour 30 minutes", 86400: "1 day", 7 * 86400: "7 days", 90061: "1 day 1 hour 1 minute 1 second"} {
		if got := In(EN).Span(sec); got != want {
			t.Errorf("%d: got %q, want %q", sec, got, want)
		}
	}
	if got := In(ZH).Span(5400); got != "1 小时 30 分钟" {
		t.Errorf("got %q", got)
	}
}
