package verdict

import (
	"fmt"
	"slices"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
	"berth/shared/wire"
)

// Over reports whether a Job has come to its end, well or not.
func Over(j *batchv1.Job) bool { return is(j, batchv1.JobComplete) || is(j, batchv1.JobFailed) }

func is(j *batchv1.Job, t batchv1.JobConditionType) bool {
	return slices.ContainsFunc(j.Status.Conditions, func(c batchv1.JobCondition) bool { return c.Type == t && c.Status == corev1.ConditionTrue })
}

// OfJob says how far a service is that runs once, from its Job and the pods of its present revision.
func OfJob(j *batchv1.Job, pods []*corev1.Pod, ending bool) (wire.Phase, string) {
	var newest *corev1.Pod
	for _, p := range pods {
		if newest == nil || newest.CreationTimestamp.Before(&p.CreationTimestamp) {
			newest = p
		}
	}
	if is(j, batchv1.JobComplete) {
		return wire.PhaseDone, "it ended well"
	}
	if is(j, batchv1.JobFailed) {
		why := "how is not known any more"
		if newest != nil {
			_, why = judgePod(newest, j.Name)
		}
		return wire.PhaseFailed, fmt.Sprintf("it did not end well, %d times: %s", max(j.Status.Failed, 1), why)
	}
	switch {
	case newest == nil && ending:
		return wire.PhaseScheduled, "waiting until the old one has ended: what was bought has no room for both"
	case newest == nil:
		return wire.PhaseScheduled, "waiting for a place"
	case newest.Status.Phase == corev1.PodSucceeded:
		return wire.PhaseStarting, "it has ended"
	}
	phase, text := judgePod(newest, j.Name)
	switch {
	case newest.Status.Phase == corev1.PodFailed:
		return wire.PhaseStarting, "it is tried again; " + text
	case phase == wire.PhaseReady:
		return wire.PhaseStarting, "runs, until it ends"
	}
	return phase, text
}

// Waits says what a service waits for, and whether that has failed.
func Waits(a manifest.After, failed bool) string {
	text := "waits for " + a.Service
	switch a.Until {
	case manifest.Done:
		text += " to end well"
	case manifest.Ready:
		text += " to be ready"
	default:
		text += " to run"
	}
	if failed {
		text += ", which has failed so far"
	}
	return text
}
