package data

import (
	"slices"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// renderBackup is the plan of backups: how it goes, or the form for it.
func (c *Panel) renderBackup() app.UI {
	t, d := c.T, c.Desk
	b := d.backup.Data
	head := []app.UI{app.H2().Text(t.Say(text.BackupTitle))}
	body := []app.UI{app.P().Class("small muted").Text(t.Say(text.BackupIntro))}
	if b.Doing != nil {
		words := text.BackupDoing
		if b.Doing.Kind == wire.KindRestore {
			words = text.BackupUndoing
		}
		body = append(body, app.Div().DataSet("test", "backup-doing").Body(part.Wait(t.Say(words, b.Doing.Disk, t.Bytes(uint64(max(b.Doing.Bytes, 0)))))))
	}
	if l := b.Last; l != nil && b.Doing == nil {
		body = append(body, c.renderLast(*l))
	}
	switch {
	case d.backup.Status == state.Failed:
		body = append(body, part.Trouble(t, d.backup.Err, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, OnClick: c.again}))
	case d.plan.open:
		body = append(body, c.renderPlan())
	case b.Plan == nil:
		body = append(body, app.Div().Class("row").Body(&part.Button{Label: t.Say(text.BackupSetUp), Test: "backup-set-up", OnClick: c.openPlan}))
	default:
		body = append(body, c.renderPlanned(b)...)
	}
	return app.Section().Class("panel").DataSet("test", "backup").Body(append(head, body...)...)
}

// renderLast is what came of the last backup or restore, where that is to be seen to.
func (c *Panel) renderLast(l wire.BackupRun) app.UI {
	t := c.T
	ago := t.Ago(l.Ended, time.Now())
	switch {
	case l.Fault != "":
		words := text.BackupFailed
		if l.Kind == wire.KindRestore {
			words = text.RestoreBroke
		}
		why, known := text.BackupFaults[l.Fault]
		said := l.Text
		if known {
			said = t.Say(why)
		}
		return app.Div().DataSet("test", "backup-fault").DataSet("fault", string(l.Fault)).Body(part.Note(part.Bad, t.Say(words, ago), app.P().Text(said)))
	case l.Kind == wire.KindRestore:
		return app.P().Class("small").DataSet("test", "backup-restored").Body(part.Badge(part.Running, t.Say(text.RestoreWas, ago)))
	}
	return app.Text("")
}

func (c *Panel) renderPlanned(b wire.Backup) []app.UI {
	t, d, p := c.T, c.Desk, b.Plan
	next, good := "–", t.Say(text.BackupNever)
	if !b.Next.IsZero() {
		next = t.Date(b.Next)
	}
	if b.Good != nil {
		good = t.Moment(b.Good.Ended, time.Now()) + ", " + t.Bytes(uint64(max(b.Good.Bytes, 0)))
	}
	keeps := t.Say(text.BackupKeepsAll)
	if p.Keep != (wire.BackupKeep{}) {
		keeps = t.Say(text.BackupKeepsSome, p.Keep.Newest, p.Keep.Daily, p.Keep.Weekly)
	}
	body := []app.UI{
		part.Facts(
			part.Fact(t.Say(text.BackupTo), part.Mono(p.Bucket.Endpoint+"/"+p.Bucket.Bucket+"/"+p.Bucket.Prefix)),
			part.Fact(t.Say(text.BackupWhen), app.Span().Text(t.Say(text.BackupPeriods[p.Every]))),
			part.Fact(t.Say(text.BackupNext), app.Span().DataSet("test", "backup-next").Text(next)),
			part.Fact(t.Say(text.BackupGood), app.Span().DataSet("test", "backup-good").Text(good)),
			part.Fact(t.Say(text.BackupKeeps), app.Span().Text(keeps)),
			part.Fact(t.Say(text.BackupKeys), part.Mono(strings.Join(p.Recipients, " "))),
		),
		app.Div().Class("row").Body(
			&part.Button{Label: t.Say(text.BackupNow), Busy: d.act == "backup", Disabled: b.Doing != nil || c.Over, Test: "backup-now", OnClick: c.backUp},
			&part.Button{Label: t.Say(text.BackupChange), Disabled: c.Over, Test: "backup-change", OnClick: c.openPlan},
			&part.Button{Kind: part.Quiet, Label: t.Say(text.BackupsList), Test: "backups-list", OnClick: func(app.Context, app.Event) { c.find(nil, "") }},
			&part.Button{Kind: part.Quiet, Label: t.Say(text.BackupEnd), Test: "backup-drop", OnClick: func(app.Context, app.Event) { d.ending, d.actErr = true, nil }},
		),
	}
	f := &d.found
	if f.list.Status == state.Idle || f.at != nil {
		return body
	}
	return append(body, c.renderFound()...)
}

// renderFound are the backups that there are.
func (c *Panel) renderFound() []app.UI {
	t, f := c.T, &c.Desk.found
	switch {
	case f.list.Status == state.Failed:
		return []app.UI{part.Trouble(t, f.list.Err)}
	case f.list.Status == state.Loading && len(f.list.Data) == 0:
		return []app.UI{part.Skeleton(3)}
	case len(f.list.Data) == 0:
		return []app.UI{app.P().Class("muted").Text(t.Say(text.BackupsNone))}
	}
	var items []app.UI
	for _, e := range f.list.Data {
		var disks []string
		for _, x := range e.Disks {
			disks = append(disks, x.Disk+" "+t.Bytes(uint64(max(x.Bytes, 0))))
		}
		mark := app.UI(app.Text(""))
		if !e.Whole {
			mark = part.Badge(part.Waiting, t.Say(text.BackupBroken))
		}
		items = append(items, app.Li().Class("entry").DataSet("test", "backup-entry").Body(
			app.Div().Class("entry-head").Body(app.Strong().Class("entry-name").Text(t.Date(e.At)), mark),
			app.P().Class("small").Text(strings.Join(disks, " · ")), part.Mono(e.Path),
		))
	}
	body := []app.UI{app.Ul().Class("entries entries-wide").Body(items...)}
	if f.next != "" {
		body = append(body, app.Div().Class("row").Body(&part.Button{Label: t.Say(text.BackupsMore), Busy: f.list.Status == state.Loading, OnClick: func(app.Context, app.Event) { c.find(f.at, f.next) }}))
	}
	return body
}

// renderBucket is the form of a bucket. kept: the node has its secret.
func (c *Panel) renderBucket(id string, b *bucketForm, kept bool) app.UI {
	t := c.T
	field := func(name string, words text.Text, value *string, more func(*part.Field)) app.UI {
		x := &part.Field{ID: id + "-" + name, Label: t.Say(words), Value: *value, Max: 300, Test: id + "-" + name, OnInput: func(_ app.Context, v string) { *value = v }}
		if why := b.wrong(name, kept); why != nil {
			x.Error = t.Say(*why)
		}
		if more != nil {
			more(x)
		}
		return x
	}
	help := text.BackupSecretFor
	if kept {
		help = text.BackupSecretHas
	}
	return app.Div().Class("stack-tight").Body(
		app.Div().Class("fields fields-bucket").Body(
			field("endpoint", text.BackupEndpoint, &b.Endpoint, func(f *part.Field) { f.Mode, f.Placeholder = "url", "https://s3.example.org" }),
			field("region", text.BackupRegion, &b.Region, func(f *part.Field) { f.Help = t.Say(text.BackupRegionFor) }),
			field("bucket", text.BackupBucket, &b.Bucket.Bucket, nil),
			field("prefix", text.BackupPrefix, &b.Prefix, func(f *part.Field) { f.Help = t.Say(text.BackupPrefixFor) }),
			field("accessKey", text.BackupAccess, &b.AccessKey, nil),
			field("secret", text.BackupSecret, &b.Secret, func(f *part.Field) { f.Type, f.Help = "password", t.Say(help) }),
		),
		&part.Tickbox{Label: t.Say(text.BackupPath), Note: t.Say(text.BackupPathNote), On: b.PathStyle, Test: id + "-path", OnTick: func(_ app.Context, on bool) { b.PathStyle = on }},
	)
}

// renderPlan is the form of a plan.
func (c *Panel) renderPlan() app.UI {
	t, d := c.T, c.Desk
	f := &d.plan
	var periods []part.Option
	for _, e := range []wire.BackupEvery{wire.BackupNever, wire.BackupHourly, wire.BackupDaily, wire.BackupWeekly} {
		periods = append(periods, part.Option{Value: string(e), Label: t.Say(text.BackupPeriods[e])})
	}
	labels := [3]text.Text{text.BackupNewest, text.BackupDaily, text.BackupWeekly}
	units := [3]text.Text{text.UnitBackups, text.UnitDays, text.UnitWeeks}
	var numbers []app.UI
	for i, name := range []string{"newest", "daily", "weekly"} {
		wrong := ""
		if _, ok := f.number(i); !ok {
			wrong = t.Say(text.BackupNumber, mostKept[i])
		}
		numbers = append(numbers, number("keep-"+name, t.Say(labels[i]), f.keep[i], t.Say(units[i]), wrong, func(v string) { f.keep[i] = v }))
	}
	label := text.BackupSave
	if d.act == "plan" {
		label = text.BackupTrying
	}
	return app.Div().Class("stack").DataSet("test", "backup-form").Body(
		c.renderBucket("backup", &f.bucket, f.same()),
		app.Div().Class("fields").Body(append([]app.UI{&part.Field{ID: "backup-every", Label: t.Say(text.BackupEvery), Value: string(f.every), Options: periods, Test: "backup-every",
			OnChange: func(_ app.Context, v string) { f.every = wire.BackupEvery(v) }}}, numbers...)...),
		&part.Tickbox{Label: t.Say(text.BackupStop), Note: t.Say(text.BackupStopNote), On: f.stop, Test: "backup-stop", OnTick: func(_ app.Context, on bool) { f.stop = on }},
		c.renderKey(), part.Trouble(t, d.actErr),
		app.Div().Class("row").Body(
			&part.Button{Kind: part.Primary, Label: t.Say(label), Busy: d.act == "plan", Test: "backup-save", OnClick: c.setPlan},
			&part.Button{Kind: part.Quiet, Label: t.Say(text.BackupDrop), Disabled: d.act == "plan", Test: "backup-leave", OnClick: c.dropPlan},
		),
	)
}

// renderKey is for whom backups are encrypted, and the key that was made here.
func (c *Panel) renderKey() app.UI {
	t, f := c.T, &c.Desk.plan
	wrong := ""
	if _, ok := f.recipients(); !ok && (f.bucket.tried || slices.ContainsFunc(strings.Fields(f.keys), func(k string) bool { return isKey(k, "age-secret-key-") })) {
		wrong = t.Say(text.BackupKeyBad)
	}
	body := []app.UI{&part.Field{ID: "backup-keys", Label: t.Say(text.BackupKey), Value: f.keys, Help: t.Say(text.BackupKeyFor), Error: wrong, Max: 600, ReadOnly: f.identity != "", Test: "backup-keys",
		OnInput: func(_ app.Context, v string) { f.keys = v }}}
	switch {
	case f.identity != "":
		body = append(body, app.Div().Class("inset stack-tight").DataSet("test", "backup-key").Body(
			app.P().Text(t.Say(text.BackupKeyMade)),
			app.P().Class("mono break").DataSet("test", "backup-identity").Text(f.identity),
			app.Div().Class("row").Body(
				&part.Button{Glyph: part.GlyphDownload, Label: t.Say(text.BackupKeySave), Test: "backup-key-save", OnClick: c.saveKey},
				&part.Copy{T: t, What: t.Say(text.BackupIdentity), Value: f.identity},
			),
			&part.Tickbox{Label: t.Say(text.BackupKeyKept), On: f.kept, Test: "backup-key-kept", OnTick: func(_ app.Context, on bool) { f.kept = on }},
			app.If(f.bucket.tried && !f.kept, func() app.UI {
				return app.P().Class("field-error").Role("alert").Body(part.Icon(part.GlyphWarn), app.Span().Text(t.Say(text.BackupKeyFirst)))
			}),
		))
	default:
		body = append(body, app.Div().Class("row").Body(&part.Button{Label: t.Say(text.BackupKeyMake), Busy: f.making, Test: "backup-key-make", OnClick: c.makeKey}))
	}
	if f.keyErr != nil {
		body = append(body, part.Note(part.Bad, t.Say(text.BackupKeyUnable)))
	}
	return app.Div().Class("stack-tight").Body(body...)
}
