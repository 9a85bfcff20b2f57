package course

import (
	"strings"
	"testing"
	"time"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/text"
)

func TestOrderTabs(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	live := func() Course {
		var g Course
		g.Now, g.Token = now, true
		g.View.State, g.View.ActivatedAt, g.View.Duration = order.Active, now.Add(-time.Hour), 7200
		g.Deployment = wire.Deployment{Order: 1, Revision: 1}
		return g
	}
	over := func() Course {
		g := live()
		g.View.State, g.View.EndedAt = order.Cancelled, now.Add(-time.Minute)
		return g
	}
	for _, c := range []struct {
		name string
		g    func() Course
		want string
	}{
		{"waits for the node", func() Course { g := live(); g.View.ActivatedAt, g.View.State = time.Time{}, order.Created; return g }, "overview settings"},
		{"runs", live, "overview deploy logs activity data access domains settings"},
		{"runs where there are shells", func() Course { g := live(); g.Deployment.Shell = true; return g }, "overview deploy logs activity data shell access domains settings"},
		{"over, data kept", func() Course { g := over(); g.Deployment.GraceUntil = now.Add(time.Hour); return g }, "overview logs activity data settings"},
		{"over, data gone", func() Course { g := over(); g.Deployment.GraceUntil = now.Add(-time.Hour); return g }, "overview settings"},
		{"over, data gone as the node said before", func() Course {
			g := over()
			g.Token, g.Seen, g.Deployment.GraceUntil = false, now.Add(-2*time.Hour), now.Add(-time.Hour)
			return g
		}, "overview settings"},
		{"over, was running when it was last seen", func() Course { g := over(); g.Token, g.Seen = false, now.Add(-2*time.Hour); return g }, "overview logs activity data settings"},
		{"over, not asked yet", func() Course { g := over(); g.Token = false; return g }, "overview logs activity data settings"},
		{"long over", func() Course { g := over(); g.Token, g.View.EndedAt = false, now.Add(-8*24*time.Hour); return g }, "overview settings"},
		{"time is up, not settled", func() Course { g := live(); g.Token, g.View.Duration = false, 60; return g }, "overview logs activity data settings"},
		{"replaced", func() Course { g := over(); g.View.State = order.Replaced; return g }, "overview settings"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(c.g().Tabs(), " "); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	if got := live().Tab(Shell); got != Overview {
		t.Errorf("a shell where there is none shows %s", got)
	}
	if got := live().Tab(Keys); got != Doors || Part(Keys) != Keys || Part(Doors) != Share || Part("") != Share {
		t.Errorf("keys shows %s, %s", got, Part(Keys))
	}
	if got := live().Tab("nonsense"); got != Overview {
		t.Errorf("a tab that does not exist shows %s", got)
	}
}

// Each tab and part has a name.
func TestTabsAreNamed(t *testing.T) {
	for _, tab := range append([]string{Overview, Deploy, Logs, Activity, Shell, Doors, Domains, Data, Settings}, Parts...) {
		if (text.T{}).Say(text.Tabs[tab]) == "" {
			t.Errorf("%s has no name", tab)
		}
	}
}
