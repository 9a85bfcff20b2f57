package certify

import (
	"slices"
	"testing"
	"time"

	"berth/bff/certify/evidence"
	"berth/bff/dossier"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

var noon = time.Date(2026, 5, 6, 12, 0, 0, 0, time.UTC)

// passed are findings that passed at these times before noon; below 0: it failed then.
func findings(all map[string]time.Duration) (list []wire.Finding) {
	for name, ago := range all {
		f := wire.Finding{Name: name, Verifier: eth.Address{1}, At: noon.Add(-ago.Abs()), Passed: ago >= 0}
		if ago >= 0 {
			f.Good = f.At
		} else {
			f.Fails = failing
		}
		list = append(list, f)
	}
	return list
}

func TestLevel(t *testing.T) {
	lives := Lives{Free: 4 * time.Hour, Paid: 8 * 24 * time.Hour}
	h, d := time.Hour, 24*time.Hour
	for name, c := range map[string]struct {
		found map[string]time.Duration
		away  bool
		want  wire.Level
		until time.Time
	}{
		"nothing":                {nil, false, wire.Reachable, time.Time{}},
		"away":                   {map[string]time.Duration{"key": h, "place": h}, true, wire.NoLevel, time.Time{}},
		"the key alone":          {map[string]time.Duration{"key": h}, false, wire.Reachable, noon.Add(3 * h)},
		"key and place":          {map[string]time.Duration{"key": h, "place": 2 * h}, false, wire.Verified, noon.Add(2 * h)},
		"an old key":             {map[string]time.Duration{"key": 5 * h, "place": h}, false, wire.Reachable, time.Time{}},
		"a key that failed":      {map[string]time.Duration{"key": -h, "place": h}, false, wire.Reachable, time.Time{}},
		"all":                    {map[string]time.Duration{"key": h, "place": h, "capacity": d, "shop": 7 * d}, false, wire.Certified, noon.Add(3 * h)},
		"all, measured long ago": {map[string]time.Duration{"key": h, "place": h, "capacity": 9 * d, "shop": d}, false, wire.Verified, noon.Add(3 * h)},
		"served, not measured":   {map[string]time.Duration{"key": h, "place": h, "shop": d}, false, wire.Verified, noon.Add(3 * h)},
		"measured, no place":     {map[string]time.Duration{"key": h, "capacity": d, "shop": d}, false, wire.Reachable, noon.Add(3 * h)},
		"apart":                  {map[string]time.Duration{"key": h, "place": h, "capacity": d, "shop": d, "apart": d}, false, wire.Certified, noon.Add(3 * h)},
		"not apart":              {map[string]time.Duration{"key": h, "place": h, "capacity": d, "shop": d, "apart": -d}, false, wire.Verified, noon.Add(3 * h)},
		"not apart, long ago":    {map[string]time.Duration{"key": h, "place": h, "capacity": d, "shop": d, "apart": -9 * d}, false, wire.Certified, noon.Add(3 * h)},
	} {
		level, until := lives.Level(findings(c.found), !c.away, noon)
		if level != c.want || level != wire.Reachable && !until.Equal(c.until) {
			t.Errorf("%s: got %q until %s, want %q until %s", name, level, until, c.want, c.until)
		}
	}
}

// TestFind: one failure does not take away what was shown before, two in a row do; an older document changes nothing.
func TestFind(t *testing.T) {
	at := func(minutes int, passed bool) wire.EvidenceDocument {
		return wire.EvidenceDocument{Check: evidence.Key, Verifier: eth.Address{1}, At: noon.Add(time.Duration(minutes) * time.Minute), Passed: passed}
	}
	lives := Lives{Free: time.Hour, Paid: time.Hour}
	stands := func(all []wire.Finding) bool {
		return !lives.stands(all, evidence.Key, noon.Add(10*time.Minute)).IsZero()
	}
	var all []wire.Finding
	for i, c := range []struct {
		e    wire.EvidenceDocument
		want bool
	}{{at(1, false), false}, {at(2, true), true}, {at(3, false), true}, {at(2, false), true}, {at(4, false), false}, {at(5, true), true}} {
		if all = find(all, c.e, evidence.Body{Why: "why"}); stands(all) != c.want || len(all) != 1 {
			t.Errorf("after document %d: %+v stands %v, want %v", i, all, !c.want, c.want)
		}
	}
	other := at(6, false)
	other.Verifier = eth.Address{2}
	if all = find(all, other, evidence.Body{}); len(all) != 2 || !stands(all) {
		t.Errorf("another verifier's: %+v", all)
	}
}

// TestSince: a level has its date for as long as it is held without a break.
func TestSince(t *testing.T) {
	lives := Lives{Free: time.Hour, Paid: time.Hour}
	c := dossier.Certificate{Checks: findings(map[string]time.Duration{"key": 0, "place": 0})}
	at := func(minutes int) time.Time { return noon.Add(time.Duration(minutes) * time.Minute) }
	if !rate(&c, lives, true, at(1)) || c.Level != wire.Verified || !c.Since[wire.Verified].Equal(at(1)) || !c.Since[wire.Reachable].Equal(at(1)) {
		t.Fatalf("first: %+v", c)
	}
	if rate(&c, lives, true, at(30)) || !c.Since[wire.Verified].Equal(at(1)) {
		t.Errorf("later: %+v", c)
	}
	if !rate(&c, lives, true, at(61)) || c.Level != wire.Reachable || len(c.Since) != 1 || !c.Since[wire.Reachable].Equal(at(1)) {
		t.Errorf("not shown again: %+v", c)
	}
	if !rate(&c, lives, false, at(70)) || c.Level != wire.NoLevel || len(c.Since) != 0 {
		t.Errorf("away: %+v", c)
	}
}

func TestUptime(t *testing.T) {
	var p dossier.Probes
	if u := uptime(p, noon); u != (wire.Uptime{Day: -1, Week: -1, Month: -1}) {
		t.Errorf("of nothing: %+v", u)
	}
	// Forty days, a question an hour; on each tenth day nobody answers.
	begin := noon.AddDate(0, 0, -40)
	var incidents []wire.Absence
	for h := range 40 * 24 {
		at, why := begin.Add(time.Duration(h)*time.Hour), ""
		if h/24%10 == 9 {
			why = "no answer in time"
		}
		if a := count(&p, at, why); a != nil {
			incidents = append(incidents, *a)
		}
	}
	// The last of those days ends now, and is still going on.
	if len(incidents) != 3 || incidents[0].To.Sub(incidents[0].From) != 24*time.Hour || p.Away == nil {
		t.Errorf("incidents: %+v, away %+v", incidents, p.Away)
	}
	u := uptime(p, noon)
	if u.Day > 60 || u.Week < 840 || u.Week > 870 || u.Month < 885 || u.Month > 915 {
		t.Errorf("got %+v", u)
	}
	list := days(p, noon)
	if len(list) != mostDays || list[0].Asked != 24 || list[len(list)-1].Date != "2026-05-06" {
		t.Errorf("days: %d, %+v", len(list), list)
	}
	// What was long away begins anew.
	if u := uptime(p, noon.AddDate(1, 0, 0)); u.Month != -1 {
		t.Errorf("a year later: %+v", u)
	}
	// A question that got lost is no incident.
	var q dossier.Probes
	count(&q, noon, "x")
	if a := count(&q, noon.Add(5*time.Second), ""); a != nil {
		t.Errorf("five seconds are an incident: %+v", a)
	}
}

// TestPrices: of each day the lowest and the highest price is kept, and nothing where it is as before.
func TestPrices(t *testing.T) {
	var p dossier.Probes
	at := func(day, hour int) time.Time {
		return time.Date(2026, 5, 1, hour, 0, 0, 0, time.UTC).AddDate(0, 0, day)
	}
	n := amount.NanoOf
	for _, x := range []struct {
		day, hour int
		rate      uint64
	}{{0, 1, 5}, {0, 2, 7}, {0, 3, 6}, {1, 0, 6}, {1, 5, 6}, {2, 0, 6}, {4, 0, 9}, {3, 0, 1}} {
		price(&p, at(x.day, x.hour), n(x.rate))
	}
	want := []wire.PriceDay{{Date: "2026-05-01", Low: n(5), High: n(7), Last: n(6)}, {Date: "2026-05-02", Low: n(6), High: n(6), Last: n(6)}, {Date: "2026-05-05", Low: n(9), High: n(9), Last: n(9)}}
	if !slices.Equal(p.Prices, want) {
		t.Errorf("got %+v", p.Prices)
	}
	told := p.Prices
	price(&p, at(4, 2), n(8))
	if told[2].Low != n(9) || p.Prices[2].Low != n(8) || p.Prices[2].High != n(9) {
		t.Errorf("told %+v, now %+v", told, p.Prices)
	}
	// However long it goes on, there are as many as days, and one that says how it was before them.
	for d := 5; d < 200; d++ {
		price(&p, at(d, 0), n(uint64(d)))
	}
	if len(p.Prices) > mostDays+1 || p.Prices[len(p.Prices)-1].Last != n(199) {
		t.Errorf("%d entries", len(p.Prices))
	}
	price(&p, at(300, 0), n(1))
	if len(p.Prices) != 2 || p.Prices[0].Last != n(199) {
		t.Errorf("after a long time: %+v", p.Prices)
	}
}
