package auth

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"berth/gateway/ledger"
	"berth/gateway/secret"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/scope"
	"berth/shared/typed"
)

const (
	// maxKeys is how many access keys a user may have at a time, and maxOrderKeys how many of them for one order. None gives
	// way: what relies on it would stop without a word.
	maxKeys      = 32
	maxOrderKeys = 16
	// A user's wallet authorises so many at once, and so many a second in the long run: each is remembered for months.
	keysAtOnce    = 2 * maxKeys
	keysPerSecond = 1.0 / 600
	// Signatures of access keys are checked so often a second in the long run, and at once: that is a twentieth of a core.
	checksPerSecond = 500
	checksAtOnce    = 2000
)

// key is one that is authorised. What changes is used, and over once it has ended.
type key struct {
	ledger.AccessKey
	hash eth.Hash
	used atomic.Int64 // Unix seconds; 0: never
	over context.Context
	end  context.CancelCauseFunc

	// using is held for reading while something is done in the key's name that is to be done before its end or not at all.
	using sync.RWMutex
}

// keyHash names a key of a user for an order: authorised once more, it is the same.
func keyHash(x typed.Access) eth.Hash {
	return secret.Digest("access key\n" + x.User.String() + "\n" + x.Order.String() + "\n" + string(x.Key))
}

func newKey(hash eth.Hash, k ledger.AccessKey) *key {
	x := &key{AccessKey: k, hash: hash}
	if !k.UsedAt.IsZero() {
		x.used.Store(k.UsedAt.Unix())
	}
	x.over, x.end = context.WithCancelCause(context.Background())
	return x
}

// keyID is by what a key is known; of the zero hash, which is none, it is empty.
func keyID(h eth.Hash) string {
	if h.IsZero() {
		return ""
	}
	return "k" + secret.Name(h)
}

func (k *key) id() string { return keyID(k.hash) }

func (k *key) user() eth.Address { return k.Request.Access.User }

// record is the key as the ledger has it.
func (k *key) record() *ledger.AccessKey {
	r := k.AccessKey
	if n := k.used.Load(); n > 0 {
		r.UsedAt = time.Unix(n, 0).UTC()
	}
	return &r
}

func keyOver() error {
	return problem.New(401, problem.KeyOver, "this key is not authorised here, or not any more").
		Remedy("have the wallet authorise it: POST /v1/access")
}

func scopeMissing(who string, missing scope.Set) error {
	return problem.New(403, problem.ScopeMissing, "%s is not for that", who).
		Remedy("it needs the scope %s: have the wallet authorise a key with it", missing).With("scope", missing.String())
}

// key is an authorised key by its hash; nil: there is none.
func (a *Auth) key(h eth.Hash) *key {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.keys[h]
}

// hers are a user's keys, the oldest first.
func (a *Auth) hers(user eth.Address) (all []*key) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	for _, k := range a.holders[user] {
		all = append(all, k)
	}
	slices.SortFunc(all, func(x, y *key) int { return cmp.Or(x.At.Compare(y.At), slices.Compare(x.hash[:], y.hash[:])) })
	return all
}

// allowed is the one of a user's grants to a key that is good for what is asked; else the error of the last that there is.
func (a *Auth) allowed(user eth.Address, public pubkey.Key, good func(*key) error) (*key, error) {
	err := keyOver()
	now := a.now()
	for _, k := range a.hers(user) {
		if k.Request.Access.Key != public || now.After(k.ExpiresAt) {
			continue
		}
		if err = good(k); err == nil {
			a.note(k, now)
			return k, nil
		}
	}
	return nil, err
}

// covers reports whether what is for one order, 0 for all, is for another one, too.
func (a *Auth) covers(have, want order.ID) bool {
	return have == 0 || have == want || want != 0 && a.orders.Workload(have) == a.orders.Workload(want)
}

// note takes down that a key was used, to the minute.
func (a *Auth) note(k *key, now time.Time) {
	if n := now.Unix(); n-k.used.Load() >= 60 {
		k.used.Store(n)
		a.mu.Lock()
		a.worn[k.hash] = true
		a.mu.Unlock()
	}
}

// room checks that a user may have one more key. Nobody but the wallet can fill what there is.
func (a *Auth) room(x typed.Access) error {
	hers := a.hers(x.User)
	same := 0
	for _, k := range hers {
		if k.Request.Access.Order == x.Order {
			same++
		}
	}
	most := maxKeys
	if x.Order != 0 && same >= maxOrderKeys {
		most = maxOrderKeys
	} else if len(hers) < maxKeys {
		return nil
	}
	return problem.New(409, problem.KeysFull, "there are %d access keys already", most).
		Remedy("end one that is not needed any more: GET /v1/access lists them, DELETE /v1/access/{id} ends one").With("most", strconv.Itoa(most))
}

// keepKey takes a key in.
func (a *Auth) keepKey(k *key) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.keys[k.hash] == nil {
		a.publics[k.Request.Access.Key]++
	}
	a.keys[k.hash] = k
	if a.holders[k.user()] == nil {
		a.holders[k.user()] = map[eth.Hash]*key{}
	}
	a.holders[k.user()][k.hash] = k
}

// replaceKey takes in a key that the wallet has authorised, perhaps once more: tokens that were got by it before go on.
func (a *Auth) replaceKey(old, fresh *key) {
	a.keepKey(fresh)
	if old != nil {
		old.end(problem.New(401, problem.KeyOver, "the access key was authorised anew"))
	}
}

// narrowed adds to tokens that are to end those that were got by a key and go beyond what it has now.
func (a *Auth) narrowed(fresh *key, gone []*token) []*token {
	for _, t := range a.mine(fresh.user()) {
		beyond := !fresh.Request.Access.Scopes.Has(t.Scopes) || t.ExpiresAt.After(fresh.ExpiresAt)
		if t.By == fresh.hash && beyond && !slices.Contains(gone, t) {
			gone = append(gone, t)
		}
	}
	return gone
}

// dropKeys forgets keys, tells who holds something open by them, and waits for what is being done in their names.
func (a *Auth) dropKeys(gone []*key, why error) {
	a.mu.Lock()
	for _, k := range gone {
		if public := k.Request.Access.Key; a.keys[k.hash] != nil {
			if a.publics[public]--; a.publics[public] == 0 {
				delete(a.publics, public)
			}
		}
		delete(a.keys, k.hash)
		delete(a.worn, k.hash)
		if hers := a.holders[k.user()]; len(hers) > 1 {
			delete(hers, k.hash)
		} else if hers[k.hash] != nil {
			delete(a.holders, k.user())
		}
	}
	a.mu.Unlock()
	for _, k := range gone {
		k.using.Lock()
		k.end(why)
		k.using.Unlock()
	}
}

// takeWorn are the keys whose last use is not written yet.
func (a *Auth) takeWorn() map[eth.Hash]ledger.AccessKey {
	a.mu.Lock()
	defer a.mu.Unlock()
	write := make(map[eth.Hash]ledger.AccessKey, len(a.worn))
	for h := range a.worn {
		if k := a.keys[h]; k != nil {
			write[h] = *k.record()
		}
	}
	clear(a.worn)
	return write
}

// hold keeps a key from ending until done is called; an error where it has ended.
func (k *key) hold() (done func(), err error) {
	k.using.RLock()
	if k.over.Err() != nil {
		k.using.RUnlock()
		return nil, context.Cause(k.over)
	}
	return k.using.RUnlock, nil
}

// KnowsKey reports, out of memory, whether some wallet has authorised a key here: for whom, and whether it is good now,
// KeyPass says.
func (a *Auth) KnowsKey(public pubkey.Key) bool {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.publics[public] > 0
}

// KeyPass is what a key allows of an order by itself, such as over SSH, whose protocol has made sure of the key. It ends
// with the key.
func (a *Auth) KeyPass(ctx context.Context, public pubkey.Key, id order.ID) (Pass, error) {
	user, known := a.orders.Owner(id)
	if !known {
		return Pass{}, keyOver()
	}
	k, err := a.allowed(user, public, func(k *key) error {
		if !a.covers(k.Request.Access.Order, id) {
			return problem.New(403, problem.NotYours, "this key is not for order %s", id)
		}
		return nil
	})
	if err != nil {
		return Pass{}, err
	}
	if _, err := a.orders.Find(ctx, user, id); err != nil {
		return Pass{}, err
	}
	x := k.Request.Access
	return Pass{
		Token: ledger.Token{User: x.User, Order: x.Order, Scopes: x.Scopes, By: k.hash, IssuedAt: k.At, ExpiresAt: k.ExpiresAt},
		KeyID: k.id(), KeyName: x.Name, access: k,
	}, nil
}
