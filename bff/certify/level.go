package certify

import (
	"slices"
	"time"

	"berth/bff/certify/evidence"
	"berth/bff/dossier"
	"berth/shared/eth"
	"berth/shared/wire"
)

// Lives say for how long a check that was passed counts.
type Lives struct {
	Free time.Duration // of key and place
	Paid time.Duration // of capacity and shop
}

// failing is how often in a row a check has to fail for a node that passed it before to lose what it stood for.
const failing = 2

// of is the life of a check.
func (l Lives) of(check string) time.Duration {
	if check == evidence.Key || check == evidence.Place {
		return l.Free
	}
	return l.Paid
}

// stands reports until when a check counts as passed; the zero time: it does not.
func (l Lives) stands(all []wire.Finding, check string, now time.Time) (until time.Time) {
	for _, f := range all {
		if f.Name != check || f.Good.IsZero() || f.Fails >= failing {
			continue
		}
		if end := f.Good.Add(l.of(check)); end.After(now) && end.After(until) {
			until = end
		}
	}
	return until
}

// Level is what findings come to, and until when.
func (l Lives) Level(all []wire.Finding, reachable bool, now time.Time) (level wire.Level, until time.Time) {
	if !reachable {
		return wire.NoLevel, time.Time{}
	}
	level = wire.Reachable
	for _, next := range []struct {
		level  wire.Level
		checks []string
	}{{wire.Verified, []string{evidence.Key, evidence.Place}}, {wire.Certified, []string{evidence.Capacity, evidence.Shop}}} {
		for _, check := range next.checks {
			end := l.stands(all, check, now)
			if end.IsZero() {
				return level, until
			}
			if until.IsZero() || end.Before(until) {
				until = end
			}
		}
		if next.level == wire.Certified && slices.ContainsFunc(all, func(f wire.Finding) bool {
			return f.Name == evidence.Apart && !f.Passed && f.At.Add(l.Paid).After(now)
		}) {
			return level, until
		}
		level = next.level
	}
	return level, until
}

// next is when the level may be another one though nothing is found: the first time after now at which a finding ends to count. The zero
// time: never.
func (l Lives) next(all []wire.Finding, now time.Time) (next time.Time) {
	for _, f := range all {
		for _, from := range []time.Time{f.Good, f.At} {
			if end := from.Add(l.of(f.Name)); !from.IsZero() && end.After(now) && (next.IsZero() || end.Before(next)) {
				next = end
			}
		}
	}
	return next
}

// find adds a check to findings: the newest of each kind and verifier is kept, with how often it failed since it passed.
func find(all []wire.Finding, e wire.EvidenceDocument, b evidence.Body) []wire.Finding {
	f := wire.Finding{Name: e.Check, Verifier: e.Verifier, At: e.At, Passed: e.Passed, Why: b.Why, Evidence: e.ID}
	if m := b.Capacity; m != nil && e.Check == evidence.Capacity {
		f.Measured = &wire.Measured{Size: m.Claimed, Cores: m.Cores, Speed: m.Speed, Disk: m.DiskSpeed, Up: m.Up, Down: m.Down, RoundTrip: m.RoundTrip}
	}
	i := slices.IndexFunc(all, func(x wire.Finding) bool { return x.Name == e.Check && x.Verifier == e.Verifier })
	if i >= 0 {
		if e.At.Before(all[i].At) {
			return all
		}
		f.Good, f.Fails = all[i].Good, all[i].Fails
	}
	if e.Passed {
		f.Good, f.Fails = e.At, 0
	} else {
		f.Fails++
	}
	if i < 0 {
		return append(slices.Clone(all), f)
	}
	all = slices.Clone(all)
	all[i] = f
	return all
}

// rate brings a certificate's level up to now, and reports whether it has changed.
func rate(c *dossier.Certificate, l Lives, reachable bool, now time.Time) (changed bool) {
	level, until := l.Level(c.Checks, reachable, now)
	changed = level != c.Level
	c.Level, c.Until = level, until
	since := map[wire.Level]time.Time{}
	for _, x := range wire.Levels()[1:] {
		if level == wire.NoLevel || slices.Index(wire.Levels(), x) > slices.Index(wire.Levels(), level) {
			break
		}
		if since[x] = c.Since[x]; since[x].IsZero() {
			since[x] = now.UTC().Truncate(time.Second)
		}
	}
	c.Since = since
	return changed
}

// brief is a certificate as lists have it.
func brief(c dossier.Certificate) wire.Certification {
	return wire.Certification{Level: c.Level, Since: c.Since, Until: c.Until, Uptime: c.Uptime}
}

// holder is whose an address is.
type holder struct {
	node  eth.Address
	since time.Time // registered
	until time.Time // it is to show it again before
}
