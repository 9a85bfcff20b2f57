package manifest

import "testing"

func TestWaits(t *testing.T) {
	for want, a := range map[string]After{
		"waits for db to run": {Service: "db", Until: Running}, "waits for db to be ready": {Service: "db", Until: Ready}, "waits for db to end well": {Service: "db", Until: Done},
	} {
		if got := string(a.Waits(false)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if got := string(a.Waits(true)); got != want+", which has failed so far" {
			t.Errorf("got %q", got)
		}
	}
}
