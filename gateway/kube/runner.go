package kube

import (
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/kube/build"
	"berth/gateway/kube/verdict"
	"berth/gateway/manifest"
	"berth/shared/phrase"
	"berth/shared/resource"
	"berth/shared/wire"
)

// runner is what runs a service: a Deployment, or a Job if it runs once. The zero value is neither.
type runner struct {
	deployment *appsv1.Deployment
	job        *batchv1.Job
}

func (r runner) there() bool { return r.deployment != nil || r.job != nil }

// object is the Deployment or the Job.
func (r runner) object() metav1.Object {
	if r.job != nil {
		return r.job
	}
	return r.deployment
}

// pods is what its pods are made of.
func (r runner) pods() corev1.PodTemplateSpec {
	if r.job != nil {
		return r.job.Spec.Template
	}
	return r.deployment.Spec.Template
}

// notes are those of its pods: of which revision and restart they are.
func (r runner) notes() map[string]string { return r.pods().Annotations }

// waits is what it waits for, until it may start; empty: it does not wait.
func (r runner) waits() []manifest.After {
	held := r.deployment != nil && r.deployment.Spec.Paused || r.job != nil && r.job.Spec.Suspend != nil && *r.job.Spec.Suspend
	if !held {
		return nil
	}
	return manifest.ReadAfter(r.object().GetAnnotations()[build.NoteAfter])
}

// stands reports whether it is meant to have pods: it is not in quarantine, and does not wait.
func (r runner) stands() bool {
	if r.job != nil {
		return r.job.Spec.Suspend == nil || !*r.job.Spec.Suspend
	}
	return verdict.Replicas(r.deployment) > 0 && !r.deployment.Spec.Paused
}

// sleeps reports whether it has no pods since nobody has come.
func (r runner) sleeps() bool {
	return r.deployment != nil && r.deployment.Annotations[build.NoteAsleep] != ""
}

// has is what its pods have in all.
func (r runner) has() resource.Resources {
	if r.job != nil {
		if !verdict.Over(r.job) {
			return verdict.Limits(r.job.Spec.Template.Spec)
		}
		return resource.Resources{}
	}
	return build.Times(verdict.Limits(r.deployment.Spec.Template.Spec), verdict.Replicas(r.deployment))
}

// runner is what runs a service, as far as the watches show; none: nothing does.
func (w *watches) runner(ns, service string) runner {
	if d, err := w.deployments.Deployments(ns).Get(service); err == nil {
		return runner{deployment: d}
	}
	if j, err := w.jobs.Jobs(ns).Get(service); err == nil {
		return runner{job: j}
	}
	return runner{}
}

// verdict says how far a service is.
func (w *watches) verdict(ns, service string, r runner) (wire.Phase, phrase.Text) {
	pods := w.staying(ns, service, r.notes())
	switch {
	case len(r.waits()) > 0:
		return wire.PhaseScheduled, w.waiting(ns, r)
	case r.sleeps():
		return wire.PhaseAsleep, phrase.Form("sleeps, as nobody has come").Text()
	case r.job != nil:
		return verdict.OfJob(r.job, pods, w.ending(ns))
	}
	return verdict.Of(r.deployment, pods, w.ending(ns))
}
