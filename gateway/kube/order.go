package kube

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"

	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/verdict"
	"berth/gateway/manifest"
	"berth/shared/phrase"
	"berth/shared/wire"
)

// A service that comes after others is declared at once, as paused (a Deployment) or suspended (a Job), with what it waits
// for in an annotation. So all that has to be known is in the cluster, and a gateway that was started anew goes on there.

// met reports whether a service has come as far as another one waits for. It counts only in the same revision.
func (w *watches) met(ns string, waits runner, a manifest.After) bool {
	r := w.runner(ns, a.Service)
	if !r.there() || !build.Together(r.notes(), waits.notes()) || !r.stands() {
		return false
	}
	phase, _ := w.verdict(ns, a.Service, r)
	switch a.Until {
	case manifest.Done:
		return phase == wire.PhaseDone
	case manifest.Ready:
		return phase == wire.PhaseReady || phase == wire.PhaseDone
	}
	if phase == wire.PhaseReady || phase == wire.PhaseDone {
		return true
	}
	for _, p := range w.staying(ns, a.Service, r.notes()) {
		if st := verdict.StatusOf(p, a.Service); st != nil && (st.State.Running != nil || st.LastTerminationState.Terminated != nil) {
			return true
		}
	}
	return false
}

// waiting says what a service waits for.
func (w *watches) waiting(ns string, r runner) phrase.Text {
	for _, a := range r.waits() {
		if w.met(ns, r, a) {
			continue
		}
		failed := false
		if o := w.runner(ns, a.Service); o.there() && o.stands() {
			phase, _ := w.verdict(ns, a.Service, o)
			failed = phase == wire.PhaseFailed
		}
		return a.Waits(failed)
	}
	return phrase.Form("it begins").Text()
}

// starter starts services whose turn it is. It is told of the namespaces in which something has changed.
type starter struct {
	watches *watches
	client  *api.Client

	mu     sync.Mutex
	due    map[string]bool // namespaces
	signal chan struct{}
}

func newStarter(w *watches, client *api.Client) *starter {
	return &starter{watches: w, client: client, due: map[string]bool{}, signal: make(chan struct{}, 1)}
}

// see says that something has changed in a namespace.
func (s *starter) see(ns string) {
	s.mu.Lock()
	s.due[ns] = true
	s.mu.Unlock()
	select {
	case s.signal <- struct{}{}:
	default:
	}
}

// seeAll looks at every service that waits.
func (s *starter) seeAll() {
	for _, r := range s.watches.all("") {
		if len(r.waits()) > 0 {
			s.see(r.object().GetNamespace())
		}
	}
}

// next takes the namespaces that are due.
func (s *starter) next() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	for ns := range s.due {
		all = append(all, ns)
	}
	clear(s.due)
	slices.Sort(all)
	return all
}

// start starts the services of a namespace whose turn it is, and gives those that go on waiting.
func (s *starter) start(ctx context.Context, ns string) (waiting []string, err error) {
	for _, r := range s.watches.all(ns) {
		after := r.waits()
		if len(after) == 0 {
			continue
		}
		if slices.ContainsFunc(after, func(a manifest.After) bool { return !s.watches.met(ns, r, a) }) {
			waiting = append(waiting, r.object().GetName())
			continue
		}
		if err := s.release(ctx, ns, r); err != nil {
			return waiting, err
		}
	}
	return waiting, nil
}

// release lets a service start, unless it was changed since it was looked at.
func (s *starter) release(ctx context.Context, ns string, r runner) error {
	o := r.object()
	spec := map[string]any{"suspend": false}
	if r.deployment != nil {
		replicas, err := strconv.Atoi(o.GetAnnotations()[build.NoteReplicas])
		if err != nil {
			return fmt.Errorf("kube: deployment %s: %w", o.GetName(), err)
		}
		spec = map[string]any{"paused": false, "replicas": replicas}
	}
	body, err := json.Marshal(map[string]any{
		"metadata": map[string]any{"resourceVersion": o.GetResourceVersion(), "annotations": map[string]any{build.NoteAfter: nil, build.NoteReplicas: nil}},
		"spec":     spec,
	})
	if err != nil {
		return err
	}
	by := metav1.PatchOptions{FieldManager: api.Manager}
	if r.job != nil {
		_, err = s.client.Jobs(ns).Patch(ctx, o.GetName(), types.MergePatchType, body, by)
	} else {
		_, err = s.client.Deployments(ns).Patch(ctx, o.GetName(), types.MergePatchType, body, by)
	}
	if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsConflict(err) { // what changed is seen
		return fmt.Errorf("kube: start %s: %w", o.GetName(), err)
	}
	return nil
}

// all is what runs the services of a namespace, or of all of them.
func (w *watches) all(ns string) []runner {
	var all []runner
	deployments, err := w.deployments.Deployments(ns).List(labels.Everything())
	if err != nil {
		return nil
	}
	for _, d := range deployments {
		all = append(all, runner{deployment: d})
	}
	jobs, err := w.jobs.Jobs(ns).List(labels.Everything())
	if err != nil {
		return nil
	}
	for _, j := range jobs {
		all = append(all, runner{job: j})
	}
	return all
}
