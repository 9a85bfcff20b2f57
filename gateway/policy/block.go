package policy

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/wire"
)

// MaxBlocked is how many users can be blocked beside those of the configuration.
const MaxBlocked = 20_000

// byAdmin is the source of those who were blocked here.
const byAdmin = "admin"

// Blocks reports whether a user's offers are rejected.
func (p *Policy) Blocks(user eth.Address) bool {
	p.mu.RLock()
	_, ok := p.blocked[user]
	p.mu.RUnlock()
	return ok || p.cfg.Listed.Source(user) != ""
}

// Blocking says why a user is blocked; nil: the user is not.
func (p *Policy) Blocking(user eth.Address) *wire.AdminBlocking {
	if from := p.cfg.Listed.Source(user); from != "" {
		return &wire.AdminBlocking{User: user, Source: from}
	}
	p.mu.RLock()
	defer p.mu.RUnlock()
	if x, ok := p.blocked[user]; ok {
		return &x
	}
	return nil
}

// Blocked is a page of those who are blocked, by their addresses: those after one.
func (p *Policy) Blocked(after eth.Address, limit int) wire.AdminBlocked {
	p.mu.RLock()
	all := p.cfg.Listed.All()
	for user := range p.blocked {
		all = append(all, user)
	}
	p.mu.RUnlock()
	all = slices.DeleteFunc(all, func(a eth.Address) bool { return bytes.Compare(a[:], after[:]) <= 0 })
	slices.SortFunc(all, func(a, b eth.Address) int { return bytes.Compare(a[:], b[:]) })
	all = slices.Compact(all)
	page := wire.AdminBlocked{Users: []wire.AdminBlocking{}, Most: MaxBlocked}
	for _, user := range all[:min(len(all), limit)] {
		if x := p.Blocking(user); x != nil {
			page.Users = append(page.Users, *x)
		}
	}
	if len(all) > limit {
		page.Next = all[limit-1].String()
	}
	return page
}

// Block rejects a user's offers from now on. Orders that the user has go on.
func (p *Policy) Block(user eth.Address, note string, act wire.AdminAct) error {
	if user.IsZero() {
		return problem.Field("address", "the address of a user")
	}
	p.saving.Lock()
	defer p.saving.Unlock()
	p.mu.RLock()
	n := len(p.blocked)
	_, there := p.blocked[user]
	p.mu.RUnlock()
	if n >= MaxBlocked && !there {
		return problem.New(409, problem.Full, "there are %d blocked users already", MaxBlocked).
			Remedy("unblock some, or keep them in a file: --blocked-file").With("most", fmt.Sprint(MaxBlocked))
	}
	x := wire.AdminBlocking{User: user, Source: byAdmin, At: p.cfg.Now().UTC().Truncate(time.Second), By: act.By, Note: note}
	if err := p.cfg.Store.Block(x, act); err != nil {
		return fmt.Errorf("block: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.blocked[user] = x
	return nil
}

// Unblock takes that back. Its error is a problem where the configuration has the user.
func (p *Policy) Unblock(user eth.Address, act wire.AdminAct) error {
	p.saving.Lock()
	defer p.saving.Unlock()
	if from := p.cfg.Listed.Source(user); from != "" {
		return problem.New(409, problem.BlockedElsewhere, "this user is blocked by the configuration (%s)", from).
			Remedy("take the address out of --blocked, or of the file of --blocked-file").With("source", from)
	}
	p.mu.RLock()
	_, there := p.blocked[user]
	p.mu.RUnlock()
	if !there {
		return nil
	}
	if err := p.cfg.Store.Unblock(user, act); err != nil {
		return fmt.Errorf("unblock: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.blocked, user)
	return nil
}
