// Package course is where an order is: what is known of it from the chain and from its node's gateway, and what follows
// from that, the timeline and the tabs.
package course

import (
	"slices"
	"time"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/fault"
	"berth/ui/part"
	"berth/ui/text"
	"berth/ui/wallet"
)

// The keys of an order's timeline, which the tests read as data-step.
const (
	quoted     = "quoted"
	Paid       = "paid"
	Activated  = "activated"
	authorised = "authorised"
	deployed   = "deployed"
	Ready      = "ready"
)

// Course is what is known of an order, from the chain by way of the platform, and from the node's gateway.
type Course struct {
	View       wire.OrderView
	Window     time.Duration   // within which a node must activate
	Deployment wire.Deployment // Order 0: not known, since the gateway was not asked
	Token      bool            // the gateway gave one
	Doing      Stage           // what is under way
	Broke      Stage           // where the last try ended
	Err        error           // why
	Now        time.Time

	Seen    time.Time // when Deployment was so: it is what this device remembers, and was not asked for since; zero: it is as the gateway says now
	Unasked bool      // the gateway was not asked and nothing is remembered, and something may run: what is not known is not said to be undone
}

// moment is when something happened to the order; zero: it has not.
func (g Course) moment(kind string) time.Time {
	i := slices.IndexFunc(g.View.Steps, func(s wire.Step) bool { return s.Kind == kind })
	if i < 0 {
		return time.Time{}
	}
	return g.View.Steps[i].At
}

// Late reports whether the node has missed the window in which it must activate.
func (g Course) Late() bool {
	return g.View.State == order.Created && g.Window > 0 && g.Now.After(g.View.CreatedAt.Add(g.Window))
}

// Over reports whether nothing runs any more.
func (g Course) Over() bool {
	return !g.View.State.Live() || g.View.State == order.Active && !g.Now.Before(g.View.EndsAt())
}

// Steps is the order's timeline: each step with its time, and on failure the reason.
func (g Course) Steps(t text.T) []part.Step {
	o, d := g.View.Order, g.Deployment
	list := []part.Step{
		{Key: quoted, Name: t.Say(text.StepQuoted), Stage: part.Done, At: g.moment("quoted")},
		{Key: Paid, Name: t.Say(text.StepPaid), Stage: part.Done, At: first(g.moment("created"), o.CreatedAt)},
		{Key: Activated, Name: t.Say(text.StepActivated)},
		{Key: authorised, Name: t.Say(text.StepAuthorised)},
		{Key: deployed, Name: t.Say(text.StepDeployed)},
		{Key: Ready, Name: t.Say(text.StepReady)},
	}
	active, access, deploy, answers := &list[2], &list[3], &list[4], &list[5]

	switch {
	case !o.ActivatedAt.IsZero():
		active.Stage, active.At = part.Done, o.ActivatedAt
	case o.State == order.Created && g.Late():
		active.Stage, active.Note = part.Broken, t.Say(text.StepLate, t.About(g.Window))
		return list
	case o.State == order.Created:
		active.Stage, active.Note = part.Now, t.Say(text.StepActivating)
		return list
	default:
		active.Stage, active.Note = part.Broken, t.Say(text.StepNever)
		return list
	}

	switch {
	case !d.AuthorisedAt.IsZero() || g.Token || !g.Seen.IsZero():
		access.Stage, access.At = part.Done, d.AuthorisedAt
	case g.Unasked && g.Doing == Idle && g.Err == nil:
		return list[:3]
	case g.Over():
		return list
	case g.Doing == Access:
		access.Stage, access.Note = part.Now, t.Say(text.StepSignAccess)
		return list
	case g.Broke == Access && g.Err != nil && !fault.Is(g.Err, wallet.Declined):
		access.Stage, access.Note = part.Broken, t.Fault(g.Err).One()
		return list
	default:
		access.Stage, access.Note = part.Now, t.Say(text.StepYourTurn)
		return list
	}

	switch {
	case g.Doing == Sign:
		deploy.Stage, deploy.Note = part.Now, t.Say(text.StepSignDeploy)
		return list
	case g.Doing == Send && d.Phase != wire.PhaseAccepted && d.DeployedAt.IsZero():
		deploy.Stage, deploy.Note = part.Now, t.Say(text.StepSending)
		return list
	case g.Err != nil && g.Broke >= Sign && !fault.Is(g.Err, wallet.Declined) && d.Revision == 0: // else what was deployed before goes on
		deploy.Stage, deploy.Note = part.Broken, t.Fault(g.Err).One()
		return list
	case d.Revision > 0:
		deploy.Stage, deploy.At = part.Done, d.DeployedAt
	case g.Over() || d.Order == 0:
		return list
	default:
		deploy.Stage, deploy.Note = part.Now, t.Say(text.StepYourTurn)
		return list
	}

	switch d.Phase {
	case wire.PhaseReady, wire.PhaseDone, wire.PhaseAsleep:
		answers.Stage, answers.At = part.Done, d.ReadyAt
	case wire.PhaseFailed:
		answers.Stage, answers.Note = part.Broken, d.Error
		if answers.Note == "" {
			answers.Note = t.Say(text.StepFailed)
		}
	case wire.PhaseEnded, wire.PhaseStopped:
		if !d.ReadyAt.IsZero() {
			answers.Stage, answers.At = part.Done, d.ReadyAt
		}
	default:
		answers.Stage, answers.Note = part.Now, phaseWords(t, d)
	}
	return list
}

// phaseWords is where a deployment is, with what is said of a service that is no further.
func phaseWords(t text.T, d wire.Deployment) string {
	s := t.Say(text.Phases[string(d.Phase)])
	if d.Phase == wire.PhaseAccepted {
		return s
	}
	for _, x := range d.Services {
		switch {
		case x.Phase != d.Phase:
		case x.Fetch.Image != "":
			return s + " · " + x.Fetch.Image
		case x.Text != "":
			return s + ": " + string(x.Text)
		}
	}
	return s
}

func first(times ...time.Time) time.Time {
	for _, at := range times {
		if !at.IsZero() {
			return at
		}
	}
	return time.Time{}
}

// Services are the services of what is deployed.
func (g Course) Services() (names []string) {
	for _, s := range g.Deployment.Services {
		names = append(names, s.Name)
	}
	return names
}
