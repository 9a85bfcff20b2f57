package deploy

import (
	"fmt"
	"testing"

	"berth/shared/wire"
)

func TestEndings(t *testing.T) {
	runs := []wire.Service{{Name: "web"}, {Name: "notes"}}
	now := wire.Revision{Services: []wire.ServicePlan{{Name: "web"}, {Name: "notes", Volumes: []string{"pages"}}}}
	for _, c := range []struct {
		name string
		now  wire.Revision
		next []wire.ServicePlan
		want string
	}{
		{"the same", now, []wire.ServicePlan{{Name: "notes"}, {Name: "web"}}, "[]"},
		{"one less", now, []wire.ServicePlan{{Name: "web"}}, "[{notes [pages]}]"},
		{"one less, and it is not known what it has", wire.Revision{}, []wire.ServicePlan{{Name: "web"}}, "[{notes []}]"},
		{"all others", now, []wire.ServicePlan{{Name: "shop"}}, "[{web []} {notes [pages]}]"},
	} {
		if got := fmt.Sprint(endings(runs, c.now, c.next)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
