package deploy

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"berth/gateway/answer"
	"berth/gateway/edge/call"
	"berth/gateway/edge/limit"
	"berth/gateway/image"
	"berth/gateway/lease/tenancy"
	"berth/gateway/manifest"
	"berth/gateway/volume"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// Strangers' manifests that are received at a time, and how long one may take.
const (
	StrangerBodies   = 2 // of one network
	StrangerNetworks = 16
	strangerTime     = 15 * time.Second
)

// CheckRate is of manifests that are checked for one network, and checkAllRate for all that are not users.
var (
	CheckRate    = limit.Rate{PerSecond: 1, Burst: 30}
	checkAllRate = limit.Rate{PerSecond: 20, Burst: 100}
)

// Checks tells what would come of a manifest; *tenancy.Deployer does. Able's errors and cannot are problems, or for the log.
type Checks interface {
	Check(id order.ID, m manifest.Manifest) (settled manifest.Manifest, bought resource.Resources, cannot, err error)
	Able(m manifest.Manifest) (settled manifest.Manifest, cannot error)
	Notes(m manifest.Manifest) []manifest.Note
	Update(id order.ID, m manifest.Manifest) (wire.UpdateKind, error)
	Disks(id order.ID, m manifest.Manifest) (volume.Plan, error)
}

var _ Checks = (*tenancy.Deployer)(nil)

// Checker checks manifests, of orders' users and of anybody. It is safe for concurrent use.
type Checker struct {
	Rates  *limit.Rates             // of strangers
	Bodies *web.Seats[netip.Prefix] // whose manifests are received, of strangers

	reader    *Reader
	checks    Checks
	strangers *limit.Turns[netip.Prefix] // of which one at a time has a turn at reading
	looks     *web.Seats[netip.Prefix]
}

// NewChecker makes a checker.
func NewChecker(x *Reader, c Checks) *Checker {
	return &Checker{
		Rates: limit.NewRates(CheckRate, checkAllRate), Bodies: web.NewSeats[netip.Prefix](StrangerBodies, StrangerNetworks),
		reader: x, checks: c, strangers: limit.NewTurns[netip.Prefix](1), looks: web.NewSeats[netip.Prefix](1, StrangerLooks),
	}
}

// Check tells what a deployment of a manifest would come to.
func (k *Checker) Check(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	var req wire.ManifestCheckRequest
	if err := k.reader.receive(w, r, c, &req); err != nil {
		return err
	}
	if err := k.reader.earlier(c.ID, req.From, &req.Format, &req.Manifest); err != nil {
		return err
	}
	told, err := k.judge(r.Context(), c, req)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, told)
}

// judge reads a manifest when it is its user's turn, has its images looked at, and says what would come of it.
func (k *Checker) judge(ctx context.Context, c call.Caller, req wire.ManifestCheckRequest) (wire.ManifestCheck, error) {
	m, unread, err := k.reader.read(ctx, c.User, req.Format, req.Manifest)
	if err != nil {
		return wire.ManifestCheck{}, err
	}
	var found image.Found
	if unread == nil {
		found = k.reader.look(ctx, image.Who{Name: c.User.String()}, m)
	}
	settled, bought, cannot, err := k.checks.Check(c.ID, m)
	if err != nil {
		return wire.ManifestCheck{}, err
	}
	told, err := k.tell(settled, unread, bought, cannot, found)
	if err != nil || unread != nil {
		return told, err
	}
	disks, err := k.checks.Disks(c.ID, m)
	if err != nil {
		return told, err
	}
	tellDisks(&told, disks)
	told.Update, err = k.checks.Update(c.ID, m)
	return told, err
}

// CheckAny tells anyone what a manifest would come to in an order of so much.
func (k *Checker) CheckAny(w http.ResponseWriter, r *http.Request) error {
	from := limit.Origin(r)
	var req wire.CheckRequest
	if err := k.receiveAny(w, r, from, &req); err != nil {
		return err
	}
	var bad *resource.FieldError
	if err := req.Resources.Validate(); !req.Resources.IsZero() && errors.As(err, &bad) {
		return problem.Field("resources."+bad.Field, "%s", bad.Remedy)
	}
	m, unread, err := k.readAny(r.Context(), from, req.Format, req.Manifest)
	if err != nil {
		return err
	}
	told, err := k.offered(r.Context(), from, m, unread, req.Resources)
	if err == nil && unread != nil && len(m.Variables) > 0 {
		err = k.supposed(r.Context(), from, req, m, &told)
	}
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, told)
}

// offered is what a manifest would come to in an order of so much; zero: of what it needs at least.
func (k *Checker) offered(ctx context.Context, from netip.Prefix, m manifest.Manifest, unread error, want resource.Resources) (told wire.ManifestCheck, err error) {
	if want.IsZero() {
		want = m.Least()
	}
	var cannot error
	var found image.Found
	if unread == nil {
		if found, err = k.lookAny(ctx, from, m); err != nil {
			return told, err
		}
		m, cannot = k.checks.Able(m)
	}
	return k.tell(m, unread, want, cannot, found)
}

// supposed adds what a manifest would be with the values that it lacks, which is worth knowing before there is an order to give
// them to.
func (k *Checker) supposed(ctx context.Context, from netip.Prefix, req wire.CheckRequest, m manifest.Manifest, told *wire.ManifestCheck) error {
	with, unread, err := k.readAny(ctx, from, req.Format, req.Manifest, m.Variables...)
	if err != nil || unread != nil {
		return err
	}
	lacks := told.Problems
	if *told, err = k.offered(ctx, from, with, nil, req.Resources); err != nil {
		return err
	}
	told.OK, told.Problems, told.Variables = false, append(lacks, told.Problems...), variables(m)
	return nil
}

// readAny is read for a network that is no user's: they come one after the other, and all of them together are one user.
func (k *Checker) readAny(ctx context.Context, from netip.Prefix, format, text string, lacking ...manifest.Variable) (m manifest.Manifest, unread, err error) {
	done, err := k.strangers.Take(ctx, from)
	if err != nil {
		return m, nil, err
	}
	defer done()
	return k.reader.read(ctx, eth.Address{}, format, text, lacking...)
}

// receiveAny reads a stranger's request with a manifest in it. Of those there are some at a time, and they have to be quick.
func (k *Checker) receiveAny(w http.ResponseWriter, r *http.Request, from netip.Prefix, into any) error {
	if !k.Bodies.Take(from) {
		return problem.TooOften(limit.Again)
	}
	defer k.Bodies.Give(from)
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(strangerTime)) // test recorders have none
	return answer.Read(w, r, MaxBody, into)
}

// tell puts what a reader found, and what the runtime cannot do of it, into words for a page; err is the reader's. Its own is
// one that is not for the user.
func (k *Checker) tell(m manifest.Manifest, err error, bought resource.Resources, cannot error, found image.Found) (wire.ManifestCheck, error) {
	told := plan(m, err, bought)
	if err != nil {
		return told, nil
	}
	if cannot != nil {
		all := []error{cannot}
		if joined, ok := cannot.(interface{ Unwrap() []error }); ok {
			all = joined.Unwrap()
		}
		for _, x := range all {
			var p *problem.Problem
			if !errors.As(x, &p) {
				return told, cannot
			}
			object(&told, p)
		}
	}
	for _, x := range k.checks.Notes(m) {
		told.Ignored = append(told.Ignored, wire.ManifestNote(x))
	}
	tellImages(&told, m, found)
	return told, nil
}

// object adds a problem with a manifest.
func object(told *wire.ManifestCheck, p *problem.Problem) {
	told.OK = false
	told.Problems = append(told.Problems, wire.ManifestProblem{
		Code: p.Code, Path: cmp.Or(p.Figures["service"], p.Figures["volume"]), Text: p.Title + ": " + p.Detail,
		Dimension: resource.Dimension(p.Figures["dimension"]), Wanted: p.Figures["wanted"], Free: p.Figures["free"],
	})
}

// tellDisks puts what becomes of disks into words for a page.
func tellDisks(told *wire.ManifestCheck, plan volume.Plan) {
	for i, d := range plan.Disks {
		if i < len(told.Volumes) {
			told.Volumes[i].SizeMiB, told.Volumes[i].HasMiB = d.SizeMiB, d.HasMiB
		}
	}
	for _, n := range plan.Notes {
		told.Ignored = append(told.Ignored, wire.ManifestNote(n))
	}
	var p *problem.Problem
	if errors.As(plan.Cannot, &p) {
		object(told, p)
	}
}

func variables(m manifest.Manifest) []wire.ManifestVariable {
	all := []wire.ManifestVariable{}
	for _, v := range m.Variables {
		all = append(all, wire.ManifestVariable(v))
	}
	return all
}

// plan puts what a reader found, and how what was bought is shared out, into words for a page.
func plan(m manifest.Manifest, err error, bought resource.Resources) wire.ManifestCheck {
	a := wire.ManifestCheck{
		Services: []wire.ServicePlan{}, Volumes: []wire.VolumePlan{}, Ignored: []wire.ManifestNote{}, Problems: []wire.ManifestProblem{},
		Variables: variables(m),
	}
	for _, n := range m.Ignored {
		a.Ignored = append(a.Ignored, wire.ManifestNote(n))
	}
	var refused *manifest.Refusal
	var p *problem.Problem
	switch {
	case errors.As(err, &refused):
		for _, f := range refused.Flaws {
			a.Problems = append(a.Problems, wire.ManifestProblem{Code: problem.BadField, Path: f.Path, Line: f.Line, Text: f.Text, Form: f.Form, Figures: f.Figures})
		}
		return a
	case errors.As(err, &p):
		a.Problems = append(a.Problems, wire.ManifestProblem{Code: p.Code, Text: p.Title + ": " + p.Detail})
		return a
	}
	a.Services, a.Volumes = tenancy.Plan(m, bought)
	a.Needs = &wire.ManifestNeeds{Resources: m.Least(), Root: slices.ContainsFunc(m.Services, manifest.Service.AsRoot)}
	_, short := m.Share(bought)
	for _, s := range short {
		free := strconv.FormatUint(s.Free, 10)
		if s.Dimension == resource.GPUModel {
			free = bought.GPUModel
		}
		a.Problems = append(a.Problems, wire.ManifestProblem{
			Code: problem.DoesNotFit, Path: s.Place, Text: "it does not fit into the order: " + s.Text(),
			Dimension: s.Dimension, Wanted: s.WantedText(), Free: free,
		})
	}
	a.OK = len(short) == 0
	return a
}
