package page

import (
	"strings"
	"testing"
	"time"

	"berth/shared/order"
	"berth/shared/wire"
)

func TestOrderTabs(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	live := func() progress {
		var g progress
		g.now, g.token = now, true
		g.view.State, g.view.ActivatedAt, g.view.Duration = order.Active, now.Add(-time.Hour), 7200
		g.deployment = wire.Deployment{Order: 1, Revision: 1}
		return g
	}
	over := func() progress {
		g := live()
		g.view.State, g.view.EndedAt = order.Cancelled, now.Add(-time.Minute)
		return g
	}
	for _, c := range []struct {
		name string
		g    func() progress
		want string
	}{
		{"waits for the node", func() progress { g := live(); g.view.ActivatedAt, g.view.State = time.Time{}, order.Created; return g }, ""},
		{"runs", live, "overview deploy logs activity"},
		{"runs where there are shells", func() progress { g := live(); g.deployment.Shell = true; return g }, "overview deploy logs activity shell"},
		{"over, data kept", func() progress { g := over(); g.deployment.GraceUntil = now.Add(time.Hour); return g }, "overview logs activity"},
		{"over, data gone", func() progress { g := over(); g.deployment.GraceUntil = now.Add(-time.Hour); return g }, ""},
		{"over, not asked yet", func() progress { g := over(); g.token = false; return g }, "overview logs activity"},
		{"long over", func() progress { g := over(); g.token, g.view.EndedAt = false, now.Add(-8*24*time.Hour); return g }, ""},
		{"time is up, not settled", func() progress { g := live(); g.token, g.view.Duration = false, 60; return g }, "overview logs activity"},
		{"replaced", func() progress { g := over(); g.view.State = order.Replaced; return g }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(c.g().tabs(), " "); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	if got := live().tab(tabShell); got != tabOverview {
		t.Errorf("a shell where there is none shows %s", got)
	}
	if got := live().tab("nonsense"); got != tabOverview {
		t.Errorf("a tab that does not exist shows %s", got)
	}
}
