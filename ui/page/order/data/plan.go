package data

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/text"
)

// bucketForm is what is entered of a bucket.
type bucketForm struct {
	wire.Bucket
	tried bool
}

// wrong is what is not right about a field of it that was sent or is about to be; nil: nothing is seen from here.
func (b bucketForm) wrong(field string, kept bool) *text.Text {
	if !b.tried {
		return nil
	}
	switch field {
	case "endpoint":
		rest, ok := strings.CutPrefix(strings.TrimSpace(b.Endpoint), "https://")
		if !ok {
			// On this machine alone a node may take another one.
			rest, ok = strings.CutPrefix(strings.TrimSpace(b.Endpoint), "http://")
			ok = ok && js.Here().Local
		}
		if !ok || strings.Trim(rest, "/") == "" || strings.ContainsAny(strings.TrimSuffix(rest, "/"), "/?#@ ") {
			return &text.BackupHTTPS
		}
	case "bucket":
		return missing(b.Bucket.Bucket)
	case "accessKey":
		return missing(b.AccessKey)
	case "secret":
		if !kept {
			return missing(b.Secret)
		}
	}
	return nil
}

func missing(s string) *text.Text {
	if strings.TrimSpace(s) == "" {
		return &text.BackupMissing
	}
	return nil
}

// ok reports whether nothing is wrong that is seen from here.
func (b bucketForm) ok(kept bool) bool {
	for _, f := range []string{"endpoint", "bucket", "accessKey", "secret"} {
		if b.wrong(f, kept) != nil {
			return false
		}
	}
	return true
}

// clean is the bucket without what comes along when texts are pasted.
func (b bucketForm) clean() wire.Bucket {
	x := b.Bucket
	for _, s := range []*string{&x.Endpoint, &x.Region, &x.Bucket, &x.Prefix, &x.AccessKey, &x.Secret} {
		*s = strings.TrimSpace(*s)
	}
	x.Endpoint = strings.TrimSuffix(x.Endpoint, "/")
	return x
}

// planForm is what is entered of a plan.
type planForm struct {
	open   bool
	bucket bucketForm
	had    wire.Bucket // of the plan that is changed
	every  wire.BackupEvery
	keep   [3]string // newest, daily, weekly
	keys   string
	stop   bool

	identity string // that was made here and is shown
	kept     bool
	keyErr   error
	making   bool
}

// mostKept are the most that each number may be.
var mostKept = [3]int{500, 366, 520}

func (c *Panel) openPlan(app.Context, app.Event) {
	f := planForm{open: true, every: wire.BackupDaily, keep: [3]string{"3", "7", "4"}}
	f.bucket.Prefix = "backups/"
	if p := c.Desk.backup.Data.Plan; p != nil {
		f.bucket.Bucket, f.had, f.every, f.stop, f.keys = p.Bucket, p.Bucket, p.Every, p.Stop, strings.Join(p.Recipients, " ")
		f.keep = [3]string{strconv.Itoa(p.Keep.Newest), strconv.Itoa(p.Keep.Daily), strconv.Itoa(p.Keep.Weekly)}
	}
	c.Desk.plan, c.Desk.actErr = f, nil
}

func (c *Panel) dropPlan(app.Context, app.Event) { c.Desk.plan, c.Desk.actErr = planForm{}, nil }

// same reports whether the node has the secret for what is entered.
func (f *planForm) same() bool {
	b := f.bucket.clean()
	return f.had.Endpoint != "" && b.Endpoint == f.had.Endpoint && b.Bucket == f.had.Bucket && b.AccessKey == f.had.AccessKey
}

// recipients are the keys that are entered, and whether all look like some.
func (f *planForm) recipients() (all []string, ok bool) {
	all = strings.Fields(strings.ReplaceAll(f.keys, ",", " "))
	for _, k := range all {
		if !isKey(k, "age") {
			return all, false
		}
	}
	return all, len(all) > 0
}

// number is the i-th of what is kept.
func (f *planForm) number(i int) (int, bool) {
	s := strings.TrimSpace(f.keep[i])
	if s == "" {
		return 0, true
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && n <= mostKept[i]
}

// makeKey makes a key pair in the browser. Its private half is shown, and goes nowhere else.
func (c *Panel) makeKey(app.Context, app.Event) {
	f, run := &c.Desk.plan, c.Run
	if f.making {
		return
	}
	f.making, f.keyErr = true, nil
	run.Go(func() {
		ctx, cancel := context.WithTimeout(run, 5*time.Second)
		defer cancel()
		private, public, err := js.NewX25519(ctx)
		run.Do(func(app.Context) {
			f.making, f.keyErr = false, err
			if err == nil {
				f.identity, f.keys = ageKeys(private, public)
				f.kept = false
			}
		})
	})
}

// saveKey has the browser save the key as age-keygen writes it.
func (c *Panel) saveKey(app.Context, app.Event) {
	f := &c.Desk.plan
	words := "# created: " + time.Now().UTC().Format(time.RFC3339) + "\n# public key: " + f.keys + "\n" + f.identity + "\n"
	f.keyErr = js.SaveText("berth-backup-key-"+c.Order.String()+".txt", words)
}

// setPlan has the node try the bucket and take the plan over.
func (c *Panel) setPlan(app.Context, app.Event) {
	d, id := c.Desk, c.Order
	f := &d.plan
	f.bucket.tried = true
	keys, good := f.recipients()
	good = good && f.bucket.ok(f.same()) && (f.identity == "" || f.kept)
	var n [3]int
	for i := range n {
		x, ok := f.number(i)
		n[i], good = x, good && ok
	}
	if !good {
		return
	}
	p := wire.BackupPlan{
		Every: f.every, Bucket: f.bucket.clean(), Recipients: keys, Stop: f.stop, Keep: wire.BackupKeep{Newest: n[0], Daily: n[1], Weekly: n[2]},
	}
	c.do("plan", func(run life.Run, g api.Gateway) error {
		b, err := g.SetBackup(run, id, p)
		if err == nil {
			run.Do(func(app.Context) { d.backup.Came(b, nil) })
		}
		return err
	}, func() { d.plan, d.found = planForm{}, found{} })
}

// findElse looks for backups in the bucket that was entered.
func (c *Panel) findElse(app.Context, app.Event) {
	f := &c.Desk.found
	if f.other.tried = true; !f.other.ok(false) {
		return
	}
	at := f.other.clean()
	c.find(&at, "")
}
