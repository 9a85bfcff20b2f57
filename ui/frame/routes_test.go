package frame_test

import (
	"reflect"
	"regexp"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	admin "berth/ui/admin/page"
	"berth/ui/frame"
	"berth/ui/page"
	"berth/ui/text"
)

var sites = map[string]frame.Site{"app": page.Site(), "admin": admin.Site()}

// TestPagesOwnTheirState: go-app sets a component's exported fields anew whenever its parent renders, so a page's own
// state, a life.Life above all, must not be in one, nor be embedded under an exported name.
func TestPagesOwnTheirState(t *testing.T) {
	for site, s := range sites {
		for _, r := range s.Routes {
			page := reflect.TypeOf(r.New(text.In(text.EN))).Elem()
			var exported []string
			for f := range page.NumField() {
				if f := page.Field(f); f.IsExported() && f.Type != reflect.TypeFor[app.Compo]() {
					exported = append(exported, f.Name)
				}
			}
			if len(exported) != 1 || exported[0] != "T" {
				t.Errorf("%s: %s: exported fields %v, want T alone", site, r.Name, exported)
			}
		}
	}
}

// TestRoutes: each page is the first to match its own address, and the last route takes what no other does.
func TestRoutes(t *testing.T) {
	for site, s := range sites {
		if len(s.Routes) == 0 {
			t.Fatal("no routes")
		}
		for _, want := range s.Routes {
			for _, r := range s.Routes {
				if regexp.MustCompile(r.Pattern).MatchString(want.Path) {
					if r.Name != want.Name {
						t.Errorf("%s: %s is %s, want %s", site, want.Path, r.Name, want.Name)
					}
					break
				}
			}
		}
		if last := s.Routes[len(s.Routes)-1]; !regexp.MustCompile(last.Pattern).MatchString("/no/such/page") {
			t.Errorf("%s: the last route, %s, does not take what no other does", site, last.Name)
		}
	}
}

// TestTabs: each tab leads to its own page, and a phone's bar has room for those that are to be in it.
func TestTabs(t *testing.T) {
	for site, s := range sites {
		bar := 0
		for _, tab := range s.Tabs {
			if !tab.Rail {
				bar++
			}
			for _, r := range s.Routes {
				if regexp.MustCompile(r.Pattern).MatchString(tab.Href) {
					if r.Name != tab.Route || r.Tab != tab.Route {
						t.Errorf("%s: the tab %s leads to %s, which lights %s", site, tab.Route, r.Name, r.Tab)
					}
					break
				}
			}
		}
		if bar < 2 || bar > 5 {
			t.Errorf("%s: %d tabs in a phone's bar", site, bar)
		}
	}
}
