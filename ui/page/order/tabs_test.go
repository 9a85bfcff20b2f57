package order

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/page/order/logs"
	"berth/ui/page/order/shell"
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
			{"no shell here", &shell.Panel{T: words, Services: []string{"web"}}, []text.Text{text.ShellNone, text.ShellNoneWords}, "shell-none"},
			{"nothing deployed to open a shell in", &shell.Panel{T: words, Can: true}, []text.Text{text.WatchNone}, "shell"},
			{"a shell to be opened", &shell.Panel{T: words, Can: true, Services: []string{"web"}}, []text.Text{text.ShellOpen, text.ShellWarning}, "shell-open"},
			{"nothing deployed to log", &logs.Panel{T: words}, []text.Text{text.WatchNone}, "logs"},
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
