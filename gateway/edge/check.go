package edge

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"berth/gateway/answer"
	"berth/gateway/lease/tenancy"
	"berth/gateway/manifest"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

// check tells what a deployment of a manifest would come to.
func (e *Edge) check(w http.ResponseWriter, r *http.Request, c caller) error {
	var req wire.ManifestCheckRequest
	if err := e.receive(w, r, c, &req); err != nil {
		return err
	}
	if err := e.earlier(c.id, req.From, &req.Format, &req.Manifest); err != nil {
		return err
	}
	told, err := e.judge(r.Context(), c, req)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, told)
}

// judge reads a manifest and says what would come of it, when it is its user's turn.
func (e *Edge) judge(ctx context.Context, c caller, req wire.ManifestCheckRequest) (wire.ManifestCheck, error) {
	var told wire.ManifestCheck
	back, err := e.reading.take(ctx, c.User)
	if err != nil {
		return told, err
	}
	defer back()
	m, err := manifest.Parse(req.Format, req.Manifest)
	bought, cannot, orderErr := e.cfg.Checks.Check(c.id, m)
	if orderErr != nil {
		return told, orderErr
	}
	told = plan(m, err, bought)
	if err == nil && cannot != nil {
		var p *problem.Problem
		if !errors.As(cannot, &p) {
			return told, cannot
		}
		told.OK = false
		told.Problems = append(told.Problems, wire.ManifestProblem{Code: p.Code, Path: p.Figures["service"], Text: p.Title + ": " + p.Detail})
	}
	if err == nil {
		for _, x := range e.cfg.Checks.Notes(m) {
			told.Ignored = append(told.Ignored, wire.ManifestNote(x))
		}
	}
	if err == nil {
		if told.Update, err = e.cfg.Checks.Update(c.id, m); err != nil {
			return told, err
		}
	}
	return told, nil
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
