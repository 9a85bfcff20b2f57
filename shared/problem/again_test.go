package problem

import (
	"testing"
	"time"
)

func TestAgain(t *testing.T) {
	for wait, want := range map[time.Duration]string{0: "1", time.Millisecond: "1", time.Second: "1", time.Second + 1: "2", 20 * time.Second: "20"} {
		p := TooOften(wait)
		if p.Status != 429 || p.Code != TooMany || p.Figures["retryAfter"] != want || p.Detail != "try again in "+want+" s" {
			t.Errorf("%v: got %d %s %q %v", wait, p.Status, p.Code, p.Detail, p.Figures)
		}
	}
}
