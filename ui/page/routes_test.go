package page

import (
	"reflect"
	"regexp"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// TestPagesOwnTheirState: go-app sets a component's exported fields anew whenever its parent renders, so a page's own
// state, a life.Life above all, must not be in one, nor be embedded under an exported name.
func TestPagesOwnTheirState(t *testing.T) {
	for _, r := range Routes() {
		page := reflect.TypeOf(r.New(text.In(text.EN))).Elem()
		var exported []string
		for f := range page.NumField() {
			if f := page.Field(f); f.IsExported() && f.Type != reflect.TypeFor[app.Compo]() {
				exported = append(exported, f.Name)
			}
		}
		if len(exported) != 1 || exported[0] != "T" {
			t.Errorf("%s: exported fields %v, want T alone", r.Name, exported)
		}
	}
}

// TestRoutes: each page is the first to match its own address, and the last route takes what no other does.
func TestRoutes(t *testing.T) {
	routes := Routes()
	if len(routes) == 0 {
		t.Fatal("no routes")
	}
	for _, want := range routes {
		for _, r := range routes {
			if regexp.MustCompile(r.Pattern).MatchString(want.Path) {
				if r.Name != want.Name {
					t.Errorf("%s is %s, want %s", want.Path, r.Name, want.Name)
				}
				break
			}
		}
	}
	if last := routes[len(routes)-1]; !regexp.MustCompile(last.Pattern).MatchString("/no/such/page") {
		t.Errorf("the last route, %s, does not take what no other does", last.Name)
	}
}
