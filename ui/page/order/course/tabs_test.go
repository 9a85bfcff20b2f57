package course

import (
	"strings"
	"testing"
	"time"

	"berth/shared/order"
	"berth/shared/wire"
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
		{"waits for the node", func() Course { g := live(); g.View.ActivatedAt, g.View.State = time.Time{}, order.Created; return g }, ""},
		{"runs", live, "overview deploy logs activity access domains"},
		{"runs where there are shells", func() Course { g := live(); g.Deployment.Shell = true; return g }, "overview deploy logs activity shell access domains"},
		{"over, data kept", func() Course { g := over(); g.Deployment.GraceUntil = now.Add(time.Hour); return g }, "overview logs activity"},
		{"over, data gone", func() Course { g := over(); g.Deployment.GraceUntil = now.Add(-time.Hour); return g }, ""},
		{"over, not asked yet", func() Course { g := over(); g.Token = false; return g }, "overview logs activity"},
		{"long over", func() Course { g := over(); g.Token, g.View.EndedAt = false, now.Add(-8*24*time.Hour); return g }, ""},
		{"time is up, not settled", func() Course { g := live(); g.Token, g.View.Duration = false, 60; return g }, "overview logs activity"},
		{"replaced", func() Course { g := over(); g.View.State = order.Replaced; return g }, ""},
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
