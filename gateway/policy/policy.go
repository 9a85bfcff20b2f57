// Package policy has what a node's operator sets while the gateway runs: prices, whom it serves, what quotes promise, which
// pages may call the API, and who is blocked. What was saved wins over the flags, is kept in the ledger with who set it, and
// is in force at once.
package policy

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"time"

	"berth/gateway/ledger"
	"berth/shared/clip"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Store keeps what was set; ledger.Admin does.
type Store interface {
	SaveVersion(v wire.AdminVersion, act wire.AdminAct) error
	Versions(before uint64, limit int) (page []wire.AdminVersion, more bool, err error)
	Blocks
}

// Blocks keeps who is blocked; ledger.Admin does.
type Blocks interface {
	Block(x wire.AdminBlocking, act wire.AdminAct) error
	Unblock(user eth.Address, act wire.AdminAct) error
	Blocked() ([]wire.AdminBlocking, error)
}

// Listed are users who are blocked by the configuration; *greet.Blocklist has them. The source is flag, file, or empty: neither.
type Listed interface {
	Source(user eth.Address) string
	All() []eth.Address
}

// Config is what a Policy is made of.
type Config struct {
	Flags   wire.AdminSettings // what the flags say of each
	Coins   []wire.Coin        // that may be paid in
	Staking bool               // there is a staking contract
	Limits  func() wire.AdminLimits
	Listed  Listed
	Store   Store
	// Apply is told each time that what is in force has changed, one at a time; it must not block.
	Apply func()
	Log   *slog.Logger
	Now   func() time.Time
}

// Policy is safe for concurrent use.
type Policy struct {
	cfg Config

	// saving is held while something is written, from the look at what there is on. It comes before mu.
	saving sync.Mutex

	mu      sync.RWMutex
	newest  wire.AdminVersion // what was saved last; the zero one: nothing
	saved   wire.AdminSettings
	force   wire.AdminSettings  // what is in force
	earlier []wire.AdminVersion // newest first, some
	flaws   []wire.AdminFlaw    // what of what was saved is not right any more, and does not count
	blocked map[eth.Address]wire.AdminBlocking
}

// remembered is how many earlier versions are in memory: orders on quotes that they allowed may still come.
const remembered = 32

// maxDetail is how many bytes of a change the audit log has.
const maxDetail = 200

// quoted is for how long after a version's end an order may come that was quoted under it: a quote's life and what clocks may
// differ by.
const quoted = 5 * time.Minute

var _ Store = ledger.Admin{}

// New takes over what was saved. What of it is not right any more, such as a price in a token that the address file has no
// longer, does not count: the flag's value does, and that is told in the log and by Flaws.
func New(cfg Config) (*Policy, error) {
	p := &Policy{cfg: cfg, blocked: map[eth.Address]wire.AdminBlocking{}}
	page, _, err := cfg.Store.Versions(0, remembered)
	if err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	if len(page) > 0 {
		p.newest, p.earlier = page[0], page[1:]
		p.saved = page[0].Saved
	}
	all, err := cfg.Store.Blocked()
	if err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	for _, x := range all {
		p.blocked[x.User] = x
	}
	p.flaws = p.check(p.saved)
	for range fields { // what depends on what is left out may be wrong then, too
		bad := p.check(p.saved)
		if len(bad) == 0 {
			break
		}
		for _, f := range bad {
			cfg.Log.Error("a saved setting is not right any more: the flag's value is in force", "field", f.Field, "remedy", f.Remedy)
			p.saved = without(p.saved, f.Field)
		}
	}
	p.force = Merge(cfg.Flags, p.saved)
	return p, nil
}

// InForce are the settings as they are.
func (p *Policy) InForce() wire.AdminSettings {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.force
}

// Flaws are what of what was saved is not right any more.
func (p *Policy) Flaws() []wire.AdminFlaw {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return slices.Clone(p.flaws)
}

// View shows the settings, and where each comes from.
func (p *Policy) View() wire.AdminPolicy {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.view()
}

func (p *Policy) view() wire.AdminPolicy {
	v := wire.AdminPolicy{
		Version: p.newest.Version, At: p.newest.At, By: p.newest.By, Effective: p.force, Saved: p.saved, Flags: p.cfg.Flags,
		Sources: map[string]string{}, Limits: p.cfg.Limits(),
	}
	saved := byField(p.saved)
	for name := range byField(p.force) {
		v.Sources[name] = "flag"
		if _, ok := saved[name]; ok {
			v.Sources[name] = "admin"
		}
	}
	return v
}

// Check tells what is not right with settings, what they would change of what is in force, and what would be in force then.
func (p *Policy) Check(s wire.AdminSettings) (flaws []wire.AdminFlaw, diff []wire.AdminDiff, force wire.AdminSettings) {
	force = Merge(p.cfg.Flags, s)
	return p.check(s), Diff(p.InForce(), force), force
}

// Save makes settings what is saved, based on a version. Its errors are problems where that is not the newest, or something is
// not right; then nothing is saved.
func (p *Policy) Save(based uint64, c wire.AdminChange, act wire.AdminAct) (wire.AdminPolicy, error) {
	p.saving.Lock()
	defer p.saving.Unlock()
	old := p.View()
	p.mu.RLock()
	saved := p.newest.Saved // what of it is void, too
	p.mu.RUnlock()
	if based != old.Version {
		return old, problem.New(412, problem.ChangedMeanwhile, "somebody else saved version %d since", old.Version).
			Remedy("read GET /admin/api/policy again, and make the change once more").With("version", strconv.FormatUint(old.Version, 10))
	}
	if flaws := p.check(c.Settings); len(flaws) > 0 {
		return old, problem.Field("settings."+flaws[0].Field, "%s", flaws[0].Remedy)
	}
	v := wire.AdminVersion{
		Version: old.Version + 1, At: p.cfg.Now().UTC().Truncate(time.Second), By: act.By, Role: act.Role, Note: c.Note,
		Diff: Diff(saved, c.Settings), Saved: c.Settings,
	}
	if len(v.Diff) == 0 {
		return old, nil // as it is
	}
	act.Detail = map[string]string{"version": strconv.FormatUint(v.Version, 10)}
	for _, d := range v.Diff {
		act.Detail[d.Field] = clip.To(string(d.Old)+" → "+string(d.New), maxDetail) // the version has all of it
	}
	if err := p.cfg.Store.SaveVersion(v, act); err != nil {
		return old, fmt.Errorf("save the settings: %w", err)
	}
	p.mu.Lock()
	if p.newest.Version > 0 {
		p.earlier = append([]wire.AdminVersion{p.newest}, p.earlier[:min(len(p.earlier), remembered-1)]...)
	}
	p.newest, p.saved, p.force, p.flaws = v, c.Settings, Merge(p.cfg.Flags, c.Settings), nil
	now := p.view()
	p.mu.Unlock()
	p.cfg.Apply()
	p.cfg.Log.Info("the node's settings are other ones", "version", v.Version, "by", act.By)
	return now, nil
}

// History is a page of what was saved, newest first.
func (p *Policy) History(before uint64, limit int) (wire.AdminVersions, error) {
	page, more, err := p.cfg.Store.Versions(before, limit)
	if page == nil {
		page = []wire.AdminVersion{}
	}
	return wire.AdminVersions{Versions: page, More: more}, err
}

// Takes reports whether an order is on terms that this node gives, or gave when it may have been quoted.
func (p *Policy) Takes(o *order.Order) bool {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if takes(p.force, o) {
		return true
	}
	made := o.CreatedAt
	if made.IsZero() {
		made = p.cfg.Now()
	}
	until := p.newest.At
	for _, v := range p.earlier {
		if made.After(until.Add(quoted)) {
			return false
		}
		if takes(Merge(p.cfg.Flags, v.Saved), o) {
			return true
		}
		until = v.At
	}
	return !until.IsZero() && !made.After(until.Add(quoted)) && takes(p.cfg.Flags, o)
}

func takes(s wire.AdminSettings, o *order.Order) bool {
	_, ok := wire.PriceIn(s.Prices, o.Token)
	return ok && o.ReferrerShare <= *s.ReferrerShare
}

// Diff are the fields in which two settings differ, by their names; null where one has none.
func Diff(old, now wire.AdminSettings) []wire.AdminDiff {
	was, is := byField(old), byField(now)
	diff := []wire.AdminDiff{}
	for _, name := range fields {
		a, b := was[name], is[name]
		if string(a) == string(b) {
			continue
		}
		if a == nil {
			a = json.RawMessage("null")
		}
		if b == nil {
			b = json.RawMessage("null")
		}
		diff = append(diff, wire.AdminDiff{Field: name, Old: a, New: b})
	}
	return diff
}

// byField is the JSON of each field that is there.
func byField(s wire.AdminSettings) map[string]json.RawMessage {
	all := map[string]json.RawMessage{}
	raw, err := json.Marshal(s)
	if err == nil {
		err = json.Unmarshal(raw, &all)
	}
	if err != nil {
		panic("policy: settings: " + err.Error()) // numbers and texts: it does not happen
	}
	return all
}
