package backup

import (
	"context"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"filippo.io/age"

	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Most of what a plan may have.
const (
	maxRecipients = 8
	maxPrefix     = 200
	maxKey        = 256
	maxNewest     = 500
	maxDaily      = 366
	maxWeekly     = 520
)

var (
	bucketForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
	regionForm = regexp.MustCompile(`^[a-zA-Z0-9-]{0,64}$`)
	prefixForm = regexp.MustCompile(`^[a-zA-Z0-9!_.*'()/-]*$`) // what S3 calls safe characters
	keyForm    = regexp.MustCompile(`^[!-~]+$`)
)

// checkBucket says what is wrong with a bucket as it is written; name is its field.
func (k *Keeper) checkBucket(name string, b wire.Bucket) error {
	u, err := url.Parse(b.Endpoint)
	switch {
	case err != nil || len(b.Endpoint) > 300 || u.Host == "" || u.Hostname() == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "",
		u.Scheme != "https" && u.Scheme != "http", strings.ContainsAny(u.Hostname(), "%_ "):
		return problem.Field(name+".endpoint", "an address such as https://s3.example.org, with a port if need be and without a path")
	case u.Scheme == "http" && !k.plain.has(withPort(u.Host, "80")):
		return problem.Field(name+".endpoint", "https: what is not encrypted on its way is read by others")
	case !regionForm.MatchString(b.Region):
		return problem.Field(name+".region", "the region's name, such as eu-central-1, or nothing")
	case !bucketForm.MatchString(b.Bucket) || strings.Contains(b.Bucket, ".."):
		return problem.Field(name+".bucket", "a bucket's name: 3 to 63 of a-z, 0-9, dots and hyphens")
	case !b.PathStyle && u.Scheme == "https" && strings.Contains(b.Bucket, "."):
		return problem.Field(name+".pathStyle", "path style: with a dot in the bucket's name, no certificate is for its host")
	case len(b.Prefix) > maxPrefix || !prefixForm.MatchString(b.Prefix) || strings.HasPrefix(b.Prefix, "/") || strings.Contains(b.Prefix, "//") || strings.Contains("/"+b.Prefix, "/.."):
		return problem.Field(name+".prefix", "at most %d letters, digits and -_.!*'()/ ; such as backups/ and without a slash in front", maxPrefix)
	case len(b.AccessKey) > maxKey || !keyForm.MatchString(b.AccessKey):
		return problem.Field(name+".accessKey", "the access key's id, as its server gave it")
	case len(b.Secret) > maxKey || !keyForm.MatchString(b.Secret):
		return problem.Field(name+".secret", "the access key's secret, as its server gave it")
	}
	return nil
}

// check says what is wrong with a plan as it is written.
func (k *Keeper) check(p wire.BackupPlan) error {
	if period(p.Every) == 0 && p.Every != wire.BackupNever {
		return problem.Field("every", "none, hourly, daily or weekly")
	}
	if err := k.checkBucket("bucket", p.Bucket); err != nil {
		return err
	}
	if len(p.Recipients) == 0 || len(p.Recipients) > maxRecipients {
		return problem.Field("recipients", "1 to %d age recipients, age1…: without one, nobody could read the backups", maxRecipients)
	}
	for i, r := range p.Recipients {
		if _, err := age.ParseX25519Recipient(r); err != nil {
			return problem.Field("recipients", "age's X25519 recipients, age1 and 58 letters and digits; number %d is none", i+1)
		}
		if slices.Contains(p.Recipients[:i], r) {
			return problem.Field("recipients", "each once; number %d stands twice", i+1)
		}
	}
	switch keep := p.Keep; {
	case keep.Newest < 0 || keep.Newest > maxNewest:
		return problem.Field("keep.newest", "a number from 0 to %d", maxNewest)
	case keep.Daily < 0 || keep.Daily > maxDaily:
		return problem.Field("keep.daily", "a number from 0 to %d", maxDaily)
	case keep.Weekly < 0 || keep.Weekly > maxWeekly:
		return problem.Field("keep.weekly", "a number from 0 to %d", maxWeekly)
	}
	return nil
}

// filled is a bucket with the secret that an order's plan has for it, where none is given.
func (k *Keeper) filled(id order.ID, b wire.Bucket) wire.Bucket {
	if b.Secret != "" {
		return b
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if p := k.plans[id]; p != nil && p.Plan != nil {
		// For any other place it would be given away.
		if have := p.Plan.Bucket; have.Endpoint == b.Endpoint && have.Bucket == b.Bucket && have.AccessKey == b.AccessKey {
			b.Secret = have.Secret
		}
	}
	return b
}

// bucketOf is the bucket that a request names, or the plan's.
func (k *Keeper) bucketOf(id order.ID, b *wire.Bucket) (wire.Bucket, error) {
	if b != nil {
		at := k.filled(id, *b)
		return at, k.checkBucket("bucket", at)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	p := k.plans[id]
	if p == nil || p.Plan == nil {
		return wire.Bucket{}, problem.Field("bucket", "the bucket in which the backups are: the order has no plan that says it")
	}
	return p.Plan.Bucket, nil
}

// Set takes over a plan once its bucket has been tried. Its errors are problems, but for what the ledger says.
func (k *Keeper) Set(ctx context.Context, user eth.Address, id order.ID, want wire.BackupPlan) (wire.Backup, error) {
	want.Bucket = k.filled(id, want.Bucket)
	want.Recipients = slices.Clone(want.Recipients)
	if err := k.check(want); err != nil {
		return wire.Backup{}, err
	}
	if t := k.cfg.Orders.Tenure(id); t.Over {
		return wire.Backup{}, problem.New(409, problem.OrderEnded, "order %s has ended", id)
	}
	err := k.checked(user, func() error {
		s, err := k.open(want.Bucket, 64)
		if err == nil {
			s.guard.call = checkTime
			err = s.try(ctx, folder(k.cfg.ChainID, id), want.Keep != wire.BackupKeep{})
		}
		return err
	})
	if err != nil {
		return wire.Backup{}, shown(err)
	}
	now := k.cfg.Now()
	k.mu.Lock()
	p := k.plans[id]
	switch {
	case p == nil && len(k.plans) >= maxPlans:
		k.mu.Unlock()
		return wire.Backup{}, problem.New(503, problem.Unavailable, "this node has as many plans of backups as it takes")
	case p == nil || p.User != user:
		p = &plan{Backup: ledger.Backup{Order: id, User: user}}
		k.plans[id] = p
	}
	if p.Plan == nil || p.Plan.Every != want.Every {
		p.Next = first(now, want.Every)
	}
	p.Plan, p.Failed, p.soon = &want, 0, time.Time{}
	k.mu.Unlock()
	if err := k.save(id); err != nil {
		return wire.Backup{}, err
	}
	k.rouse()
	return k.View(id), nil
}

// Drop takes an order's plan away and ends the backup that runs. What is in the bucket stays.
func (k *Keeper) Drop(id order.ID) error {
	k.mu.Lock()
	if j := k.doing[id]; j != nil && j.now().Kind == wire.KindBackup {
		j.cancel(errDropped)
	}
	p := k.plans[id]
	restoring := p != nil && p.Doing != nil && p.Doing.Kind == wire.KindRestore
	if restoring {
		p.Plan, p.Next, p.soon = nil, time.Time{}, time.Time{}
	}
	k.mu.Unlock()
	if restoring {
		return k.save(id)
	}
	return k.forget(id)
}

var errDropped = errors.New("the plan was taken away")

// Now has a backup made at once. Its errors are problems.
func (k *Keeper) Now(user eth.Address, id order.ID) (wire.Backup, error) {
	if t := k.cfg.Orders.Tenure(id); t.Over {
		return wire.Backup{}, problem.New(409, problem.OrderEnded, "order %s has ended", id)
	}
	k.mu.Lock()
	p := k.plans[id]
	if p == nil || p.Plan == nil {
		k.mu.Unlock()
		return wire.Backup{}, problem.New(409, problem.NotFound, "the order has no plan of backups").Remedy("PUT one first: it says where they go")
	}
	if err := k.free(id, user); err != nil {
		k.mu.Unlock()
		return wire.Backup{}, err
	}
	k.start(id, p, k.cfg.Now())
	k.mu.Unlock()
	return k.View(id), nil
}

// free is a problem where nothing more can be begun now. k.mu is held.
func (k *Keeper) free(id order.ID, user eth.Address) error {
	const later = 30 * time.Second
	switch {
	case k.doing[id] != nil:
		return problem.New(409, problem.Busy, "a backup or a restore of this order goes on").Again(later)
	case k.busy(id, user):
		return problem.New(409, problem.Busy, "a backup or a restore of another order of yours goes on").Again(later)
	case len(k.doing) >= maxRunning || k.begin == nil:
		return problem.New(503, problem.Unavailable, "the node makes as many backups as it can").Again(later)
	}
	return nil
}

// checked does something with a stranger's server while somebody waits for it: one at a time for each user.
func (k *Keeper) checked(user eth.Address, do func() error) error {
	k.mu.Lock()
	if k.checking[user] || len(k.checking) >= maxChecks {
		k.mu.Unlock()
		return problem.TooOften(5 * time.Second)
	}
	k.checking[user] = true
	k.mu.Unlock()
	defer func() {
		k.mu.Lock()
		delete(k.checking, user)
		k.mu.Unlock()
	}()
	return do()
}

// shown makes a problem of a fault.
func shown(err error) error {
	var f *fault
	if errors.As(err, &f) {
		return f.problem()
	}
	return err
}

// Find lists backups, newest first. Its errors are problems.
func (k *Keeper) Find(ctx context.Context, user eth.Address, id order.ID, q wire.BackupSearch) (wire.Backups, error) {
	page := wire.Backups{Backups: []wire.BackupEntry{}}
	if q.Limit < 0 || q.Limit > 100 {
		return page, problem.Field("limit", "a number from 1 to 100")
	}
	if q.Limit == 0 {
		q.Limit = 20
	}
	if q.Before != "" {
		if _, _, err := parsePath(q.Before); err != nil {
			return page, problem.Field("before", "what the page before has as next")
		}
	}
	at, err := k.bucketOf(id, q.Bucket)
	if err != nil {
		return page, err
	}
	below := folder(k.cfg.ChainID, id)
	if q.Bucket != nil {
		below = "berth-"
	}
	var all []wire.BackupEntry
	err = k.checked(user, func() error {
		s, err := k.open(at, listCalls)
		if err == nil {
			s.guard.call = checkTime
			all, err = s.list(ctx, below)
		}
		return err
	})
	if err != nil {
		return page, shown(err)
	}
	page.Backups, page.Next = turn(all, q.Before, q.Limit)
	return page, nil
}

// turn is a page of backups, the newest first.
func turn(all []wire.BackupEntry, before string, limit int) (page []wire.BackupEntry, next string) {
	newer := func(a, b wire.BackupEntry) int {
		if n := b.At.Compare(a.At); n != 0 {
			return n
		}
		return strings.Compare(b.Path, a.Path)
	}
	all = slices.SortedFunc(slices.Values(all), newer)
	if before != "" {
		_, at, err := parsePath(before)
		if err != nil {
			return nil, ""
		}
		end := wire.BackupEntry{Path: before, At: at}
		i, found := slices.BinarySearchFunc(all, end, newer)
		if found {
			i++
		}
		all = all[i:]
	}
	if len(all) > limit {
		return all[:limit], all[limit-1].Path
	}
	if all == nil {
		all = []wire.BackupEntry{}
	}
	return all, ""
}
