package verdict

import (
	"slices"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"

	"berth/shared/phrase"
	"berth/shared/wire"
)

// Over reports whether a Job has come to its end, well or not.
func Over(j *batchv1.Job) bool { return is(j, batchv1.JobComplete) || is(j, batchv1.JobFailed) }

func is(j *batchv1.Job, t batchv1.JobConditionType) bool {
	return slices.ContainsFunc(j.Status.Conditions, func(c batchv1.JobCondition) bool { return c.Type == t && c.Status == corev1.ConditionTrue })
}

// OfJob says how far a service is that runs once, from its Job and the pods of its present revision.
func OfJob(j *batchv1.Job, pods []*corev1.Pod, ending bool) (wire.Phase, phrase.Text) {
	var newest *corev1.Pod
	for _, p := range pods {
		if newest == nil || newest.CreationTimestamp.Before(&p.CreationTimestamp) {
			newest = p
		}
	}
	if is(j, batchv1.JobComplete) {
		return wire.PhaseDone, phrase.Form("it ended well").Text()
	}
	if is(j, batchv1.JobFailed) {
		why := phrase.Form("how is not known any more").Text()
		if newest != nil {
			_, why = judgePod(newest, j.Name)
		}
		return wire.PhaseFailed, phrase.Form("it did not end well, %d times: %v").Text(max(j.Status.Failed, 1), why)
	}
	switch {
	case newest == nil && ending:
		return wire.PhaseScheduled, oldOne.Text()
	case newest == nil:
		return wire.PhaseScheduled, noPlace.Text()
	case newest.Status.Phase == corev1.PodSucceeded:
		return wire.PhaseStarting, phrase.Form("it has ended").Text()
	}
	phase, text := judgePod(newest, j.Name)
	switch {
	case newest.Status.Phase == corev1.PodFailed:
		return wire.PhaseStarting, phrase.Form("it is tried again; %v").Text(text)
	case phase == wire.PhaseReady:
		return wire.PhaseStarting, phrase.Form("runs, until it ends").Text()
	}
	return phase, text
}
