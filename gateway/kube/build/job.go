package build

import (
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"

	"berth/gateway/manifest"
)

// jobRetries is how often what runs once is tried again after it ended badly.
const jobRetries = 2

// Job runs a service to its end, each try in a pod of its own, so that what a try that failed has written can be read. It is
// kept until the next revision: what ended well is not started again.
func Job(p Plan, s manifest.Service) Object[JobSpec] {
	retries, after := int32(jobRetries), batchv1.Failed
	pod := template(p, s)
	pod.Spec.RestartPolicy = corev1.RestartPolicyNever
	return Object[JobSpec]{p.headWaiting("batch/v1", "Job", s), JobSpec{
		Suspend: p.Waits[s.Name], BackoffLimit: &retries, PodReplacementPolicy: &after, Template: pod,
	}}
}
