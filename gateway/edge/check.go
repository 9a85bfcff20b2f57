package edge

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"berth/gateway/lease/tenancy"
	"berth/gateway/manifest"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Reading a manifest is work: of those that are only looked at, so many are read at a time.
const (
	checksAtOnce = 2
	checkWait    = 5 * time.Second
)

// check tells what a deployment of a manifest would come to.
func (e *Edge) check(w http.ResponseWriter, r *http.Request, c caller) error {
	var req wire.ManifestCheckRequest
	if err := read(w, r, 6*manifest.MaxBytes+maxBody, &req); err != nil {
		return err
	}
	if err := e.earlier(c.id, req.From, &req.Format, &req.Manifest); err != nil {
		return err
	}
	select {
	case e.checks <- struct{}{}:
		defer func() { <-e.checks }()
	case <-time.After(checkWait):
		return tooMany(int(checkWait / time.Second))
	case <-r.Context().Done():
		return nil // nobody waits any more
	}
	m, err := manifest.Parse(req.Format, req.Manifest)
	bought, cannot, orderErr := e.cfg.Checks.Check(c.id, m)
	if orderErr != nil {
		return orderErr
	}
	answer := plan(m, err, bought)
	if err == nil && cannot != nil {
		var p *problem.Problem
		if !errors.As(cannot, &p) {
			return cannot
		}
		answer.OK = false
		answer.Problems = append(answer.Problems, wire.ManifestProblem{Code: p.Code, Path: p.Figures["service"], Text: p.Title + ": " + p.Detail})
	}
	if err == nil {
		for _, x := range e.cfg.Checks.Notes(m) {
			answer.Ignored = append(answer.Ignored, wire.ManifestNote(x))
		}
	}
	if err == nil {
		if answer.Update, err = e.cfg.Checks.Update(c.id, m); err != nil {
			return err
		}
	}
	return write(w, 200, answer)
}

// plan puts what a reader found, and how what was bought is shared out, into words for a page.
func plan(m manifest.Manifest, err error, bought resource.Resources) wire.ManifestCheck {
	a := wire.ManifestCheck{Services: []wire.ServicePlan{}, Volumes: []wire.VolumePlan{}, Ignored: []wire.ManifestNote{}, Problems: []wire.ManifestProblem{}}
	for _, n := range m.Ignored {
		a.Ignored = append(a.Ignored, wire.ManifestNote(n))
	}
	var refused *manifest.Refusal
	var p *problem.Problem
	switch {
	case errors.As(err, &refused):
		for _, f := range refused.Flaws {
			a.Problems = append(a.Problems, wire.ManifestProblem{Code: problem.BadField, Path: f.Path, Line: f.Line, Text: f.Text})
		}
		return a
	case errors.As(err, &p):
		a.Problems = append(a.Problems, wire.ManifestProblem{Code: p.Code, Text: p.Title + ": " + p.Detail})
		return a
	}
	a.Services, a.Volumes = tenancy.Plan(m, bought)
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
