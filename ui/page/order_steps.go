package page

import (
	"slices"
	"time"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// The keys of an order's timeline, which the tests read as data-step.
const (
	markQuoted     = "quoted"
	markPaid       = "paid"
	markActivated  = "activated"
	markAuthorised = "authorised"
	markDeployed   = "deployed"
	markReady      = "ready"
)

// progress is what the page knows of an order, from the chain by way of the platform, and from the node's gateway.
type progress struct {
	view       wire.OrderView
	window     time.Duration   // within which a node must activate
	deployment wire.Deployment // Order 0: not known, since the gateway was not asked
	token      bool            // the gateway gave one
	doing      deployStage
	broke      deployStage
	err        error
	now        time.Time
}

// moments are when things happened to the order, by kind.
func (g progress) moment(kind string) time.Time {
	i := slices.IndexFunc(g.view.Steps, func(s wire.Step) bool { return s.Kind == kind })
	if i < 0 {
		return time.Time{}
	}
	return g.view.Steps[i].At
}

// late tells whether the node has missed the window in which it must activate.
func (g progress) late() bool {
	return g.view.State == order.Created && g.window > 0 && g.now.After(g.view.CreatedAt.Add(g.window))
}

// over tells whether nothing runs any more.
func (g progress) over() bool {
	return !g.view.State.Live() || g.view.State == order.Active && !g.now.Before(g.view.EndsAt())
}

// steps is the order's timeline: each step with its time, and on failure the reason.
func (g progress) steps(t text.T) []part.Step {
	o, d := g.view.Order, g.deployment
	list := []part.Step{
		{Key: markQuoted, Name: t.Say(text.StepQuoted), Stage: part.Done, At: g.moment("quoted")},
		{Key: markPaid, Name: t.Say(text.StepPaid), Stage: part.Done, At: firstTime(g.moment("created"), o.CreatedAt)},
		{Key: markActivated, Name: t.Say(text.StepActivated)},
		{Key: markAuthorised, Name: t.Say(text.StepAuthorised)},
		{Key: markDeployed, Name: t.Say(text.StepDeployed)},
		{Key: markReady, Name: t.Say(text.StepReady)},
	}
	activated, authorised, deployed, ready := &list[2], &list[3], &list[4], &list[5]

	switch {
	case !o.ActivatedAt.IsZero():
		activated.Stage, activated.At = part.Done, o.ActivatedAt
	case o.State == order.Created && g.late():
		activated.Stage, activated.Note = part.Broken, t.Say(text.StepLate, t.About(g.window))
		return list
	case o.State == order.Created:
		activated.Stage, activated.Note = part.Now, t.Say(text.StepActivating)
		return list
	default:
		activated.Stage, activated.Note = part.Broken, t.Say(text.StepNever)
		return list
	}

	switch {
	case !d.AuthorisedAt.IsZero() || g.token:
		authorised.Stage, authorised.At = part.Done, d.AuthorisedAt
	case g.over():
		return list
	case g.doing == deployAccess:
		authorised.Stage, authorised.Note = part.Now, t.Say(text.StepSignAccess)
		return list
	case g.broke == deployAccess && g.err != nil && !declined(g.err):
		authorised.Stage, authorised.Note = part.Broken, t.Fault(g.err).One()
		return list
	default:
		authorised.Stage, authorised.Note = part.Now, t.Say(text.StepYourTurn)
		return list
	}

	switch {
	case g.doing == deploySign:
		deployed.Stage, deployed.Note = part.Now, t.Say(text.StepSignDeploy)
		return list
	case g.doing == deploySend && d.Phase != wire.PhaseAccepted && d.DeployedAt.IsZero():
		deployed.Stage, deployed.Note = part.Now, t.Say(text.StepSending)
		return list
	case g.err != nil && g.broke >= deploySign && !declined(g.err) && d.Revision == 0: // else what was deployed before goes on
		deployed.Stage, deployed.Note = part.Broken, t.Fault(g.err).One()
		return list
	case d.Revision > 0:
		deployed.Stage, deployed.At = part.Done, d.DeployedAt
	case g.over() || d.Order == 0:
		return list
	default:
		deployed.Stage, deployed.Note = part.Now, t.Say(text.StepYourTurn)
		return list
	}

	switch d.Phase {
	case wire.PhaseReady:
		ready.Stage, ready.At = part.Done, d.ReadyAt
	case wire.PhaseFailed:
		ready.Stage, ready.Note = part.Broken, d.Error
		if ready.Note == "" {
			ready.Note = t.Say(text.StepFailed)
		}
	case wire.PhaseEnded, wire.PhaseStopped:
		if !d.ReadyAt.IsZero() {
			ready.Stage, ready.At = part.Done, d.ReadyAt
		}
	default:
		ready.Stage, ready.Note = part.Now, phaseWords(t, d)
	}
	return list
}

// phaseWords is where a deployment is, with the gateway's newest line.
func phaseWords(t text.T, d wire.Deployment) string {
	s := t.Say(text.Phases[string(d.Phase)])
	if n := len(d.Steps); n > 0 && d.Steps[n-1].Text != "" && d.Steps[n-1].Phase == d.Phase && d.Phase != wire.PhaseAccepted {
		s += ": " + d.Steps[n-1].Text
	}
	return s
}

func firstTime(times ...time.Time) time.Time {
	for _, at := range times {
		if !at.IsZero() {
			return at
		}
	}
	return time.Time{}
}
