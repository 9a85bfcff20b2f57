package page

import (
	"strings"
	"testing"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/text"
)

// TestWatchStates holds what is said where there is nothing to watch, in both languages.
func TestWatchStates(t *testing.T) {
	for _, l := range text.Langs {
		words := text.In(l)
		for _, c := range []struct {
			name string
			ui   app.UI
			want []text.Text
			test string
		}{
			{"no shell here", &Terminal{T: words, Services: []string{"web"}}, []text.Text{text.ShellNone, text.ShellNoneWords}, "shell-none"},
			{"nothing deployed to open a shell in", &Terminal{T: words, Can: true}, []text.Text{text.WatchNone}, "shell"},
			{"a shell to be opened", &Terminal{T: words, Can: true, Services: []string{"web"}}, []text.Text{text.ShellOpen, text.ShellWarning}, "shell-open"},
			{"nothing deployed to log", &Logs{T: words}, []text.Text{text.WatchNone}, "logs"},
		} {
			got := app.HTMLString(c.ui)
			for _, w := range c.want {
				if !strings.Contains(got, words.Say(w)) {
					t.Errorf("%s, %s: %q is not said", c.name, l, words.Say(w))
				}
			}
			if !strings.Contains(got, `data-test="`+c.test+`"`) {
				t.Errorf("%s, %s: no %s", c.name, l, c.test)
			}
		}
	}
}

// TestHappeningMarked marks what is wrong by a word and a shape, not by colour alone.
func TestHappeningMarked(t *testing.T) {
	bad := wire.Happening{At: time.Now(), Code: wire.HappenedMemory, Bad: true, Service: "<web>", Count: 12}
	got := app.HTMLString(renderHappening(text.In(text.EN), bad))
	for _, want := range []string{`data-code="out-of-memory"`, "tone-bad", "Trouble", "×12"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s: not in\n%s", want, got)
		}
	}
	good := wire.Happening{At: time.Now(), Code: wire.HappenedReady, Service: "web", Count: 1}
	if got := app.HTMLString(renderHappening(text.In(text.EN), good)); strings.Contains(got, "Trouble") || strings.Contains(got, "×") {
		t.Errorf("a good one: %s", got)
	}
}
