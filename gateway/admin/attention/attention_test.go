package attention

import (
	"slices"
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

func TestList(t *testing.T) {
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	good := func() Facts {
		return Facts{
			Now: now, Polled: now, Known: true, Node: eth.Address{1}, Own: eth.Address{2}, Operator: eth.Address{2}, Endpoint: "n1.example", Host: "n1.example",
			Registered: true, DiskFree: 50 << 30, DiskAll: 100 << 30, Balance: amount.Of(1e18), GasPrice: amount.Of(1e9), Stake: amount.Of(1), Told: amount.Of(1), Probation: true, Suffix: true,
		}
	}
	for _, c := range []struct {
		name   string
		change func(*Facts)
		want   []string // levels and codes, in order
	}{
		{"all is well", func(*Facts) {}, nil},
		{"nothing is known yet", func(f *Facts) { *f = Facts{Now: now, Suffix: true} }, nil},
		{"the chain and the cluster are away", func(f *Facts) { f.Unknown = []wire.Unknown{{What: "chain", Since: now}, {What: "runtime", Since: now}} }, []string{"error chain-away", "error runtime-away"}},
		{"not registered", func(f *Facts) { f.Registered, f.Endpoint, f.Operator = false, "", eth.Address{} }, []string{"error not-registered"}},
		{"another operator", func(f *Facts) { f.Operator = eth.Address{3} }, []string{"error operator-differs"}},
		{"the wallet itself", func(f *Facts) { f.Own = f.Node }, nil},
		{"paused and elsewhere", func(f *Facts) { f.Paused, f.Endpoint = true, "n2.example" }, []string{"warning paused", "warning endpoint-differs"}},
		{"a promise", func(f *Facts) { f.Mismatch = []Mismatch{{resource.CPU, 9, 8}} }, []string{"warning promises-too-much"}},
		{"the worst first", func(f *Facts) { f.Suffix, f.Maintenance, f.Operator = false, true, eth.Address{3} }, []string{"error operator-differs", "warning maintenance", "note public-suffix"}},
		{"certificates", func(f *Facts) {
			f.Certificates = []wire.AdminCertificate{{Name: "a", NotAfter: now.Add(30 * 24 * time.Hour)}, {Name: "b", Error: "x"}, {Name: "c", NotAfter: now.Add(time.Hour)}, {Name: "d"}}
		}, []string{"error certificate", "warning certificate"}},
		{"a full disk", func(f *Facts) { f.DiskFree = 1 << 30 }, []string{"warning disk-low"}},
		{"a small one that is empty", func(f *Facts) { f.DiskFree, f.DiskAll = 2<<30, 4<<30 }, nil},
		{"a clock", func(f *Facts) { f.Ahead = ClockDrift + time.Second }, []string{"warning clock-behind"}},
		{"little gas", func(f *Facts) { f.Balance = amount.Of(250_000 * 1e9 * 5) }, []string{"warning gas-low"}},
		{"no gas", func(f *Facts) { f.Balance = amount.Amount{} }, []string{"error gas-low"}},
		{"gas is not known", func(f *Facts) { f.Balance, f.GasPrice = amount.Amount{}, amount.Amount{} }, nil},
		{"a bare cluster", func(f *Facts) { f.Lacks = Lacks{Fence: true, Disks: true, Figures: true, Userns: true} }, []string{"warning cluster-no-fence", "warning cluster-no-disks", "note cluster-no-userns", "note cluster-no-figures"}},
		{"a cluster that keeps no root in", func(f *Facts) { f.Lacks.Root = true }, []string{"note cluster-no-root"}},
		{"a cluster that starts nothing", func(f *Facts) { f.Lacks = Lacks{Pods: "ImagePullBackOff"} }, []string{"warning cluster-no-pods"}},
		{"stakes", func(f *Facts) { f.Stake = amount.Amount{} }, []string{"note stake-differs", "note no-probation-stake"}},
		{"far behind", func(f *Facts) { f.Behind = 5000 }, []string{"note earnings-behind"}},
		{"a void setting", func(f *Facts) { f.Flaws = []wire.AdminFlaw{{Field: "prices[0]", Remedy: "x"}} }, []string{"error setting-void"}},
		{"announcements", func(f *Facts) { f.Failed = 2 }, []string{"warning announcements-failed"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := good()
			c.change(&f)
			var got []string
			for _, a := range List(f) {
				got = append(got, a.Level+" "+a.Code)
				if a.Text == "" || a.Remedy == "" {
					t.Errorf("no words: %+v", a)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
