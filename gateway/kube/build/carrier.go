package build

import (
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	kresource "k8s.io/apimachinery/pkg/api/resource"

	"berth/gateway/kube/carry"
	"berth/gateway/manifest"
)

// What copies a disk is a pod of a Job in the order's namespace, of the helper's image, that mounts the disk and waits for commands. It
// is the node's own, beside what was bought: the quota has room for one. It asks the machine for next to nothing, so that it starts
// also where everything is sold, and may have some of what is idle.
var (
	carrierAsks = corev1.ResourceList{
		corev1.ResourceCPU: kresource.MustParse("10m"), corev1.ResourceMemory: kresource.MustParse("32Mi"), corev1.ResourceEphemeralStorage: kresource.MustParse("16Mi"),
	}
	carrierMay = corev1.ResourceList{
		corev1.ResourceCPU: kresource.MustParse("500m"), corev1.ResourceMemory: kresource.MustParse("192Mi"), corev1.ResourceEphemeralStorage: kresource.MustParse("16Mi"),
	}
)

// CarrierName is the name of the Job and of its container. It is longer than any name of a service.
const CarrierName = "copies-one-of-its-disks"

// LabelDisk is on it alone. It has no label by which a gateway's watches find what is its realm's: it is no service, and nothing is told of it.
const LabelDisk = "berth/disk"

const (
	carrierLife  = 3 * 3600 // seconds, whatever becomes of the gateway
	carrierAfter = 60       // seconds for which it is there after its end
)

// Carries reports whether disks of a plan can be copied.
func (p Plan) Carries() bool { return p.HelperImage != "" && len(p.Manifest.Volumes) > 0 }

// CarrierDisk is where the pod has the disk.
const CarrierDisk = "/disk-of-the-order"

// CarrierOf is the service as which a disk is copied: one that mounts it, rather one that is root, which may read and give away everything.
func CarrierOf(p Plan, disk string) (of manifest.Service, found bool) {
	for _, s := range p.Manifest.Services {
		for _, d := range s.Disks() {
			if d == disk && (!found || IsPlain(of) && !IsPlain(s)) {
				of, found = s, true
			}
		}
	}
	return of, found
}

// Carrier is what copies a disk, as a service that mounts it. Machine is the one where that is mounted now; empty: any that may have it.
func Carrier(p Plan, s manifest.Service, disk, machine string) Object[JobSpec] {
	no, retries, life, after := false, int32(0), int64(carrierLife), int32(carrierAfter)
	x := part{container: CarrierName, beside: -1, before: true, Service: manifest.Service{
		Name: CarrierName, Image: p.HelperImage, Command: []string{carry.Tool, "wait"}, Root: !IsPlain(s), ReadOnly: true,
	}}
	c := container(p, s, x, nil)
	c.Resources = corev1.ResourceRequirements{Requests: carrierAsks, Limits: carrierMay}
	c.Env = []EnvVar{{Name: "GOMEMLIMIT", Value: new("120MiB")}}
	c.VolumeMounts = []corev1.VolumeMount{{Name: "disk", MountPath: CarrierDisk}}
	spec := PodSpec{
		PodSpec: corev1.PodSpec{
			AutomountServiceAccountToken: &no, EnableServiceLinks: &no, RestartPolicy: corev1.RestartPolicyNever,
			Volumes: []corev1.Volume{{Name: "disk", VolumeSource: corev1.VolumeSource{
				PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: disk},
			}}},
			ActiveDeadlineSeconds: &life, TerminationGracePeriodSeconds: new(int64(5)),
		},
		Containers: []Container{c},
	}
	isolate(p, s, &spec)
	spec.Affinity = &corev1.Affinity{NodeAffinity: nodesOf(p, s, machine)}
	if spec.Affinity.NodeAffinity == nil {
		spec.Affinity = nil
	}
	labels := map[string]string{LabelOrder: p.Order.String(), LabelDisk: "copied"}
	policy := batchv1.Failed
	return Object[JobSpec]{
		Head{Kind: "Job", APIVersion: "batch/v1", Metadata: Metadata{Name: CarrierName, Namespace: p.Namespace(), Labels: labels}},
		JobSpec{BackoffLimit: &retries, TTLSecondsAfterFinished: &after, PodReplacementPolicy: &policy, Template: PodTemplate{Metadata: Metadata{Labels: labels}, Spec: spec}},
	}
}

// nodesOf is where what copies a disk may be: on the machine that has it, and on one that keeps pods apart as the service is.
func nodesOf(p Plan, s manifest.Service, machine string) *corev1.NodeAffinity {
	var t corev1.NodeSelectorTerm
	if machine != "" {
		t.MatchFields = []corev1.NodeSelectorRequirement{{Key: "metadata.name", Operator: corev1.NodeSelectorOpIn, Values: []string{machine}}}
	}
	if all := p.Machines[s.Isolation]; len(all) > 0 && !IsPlain(s) {
		t.MatchExpressions = []corev1.NodeSelectorRequirement{{Key: corev1.LabelHostname, Operator: corev1.NodeSelectorOpIn, Values: all}}
	}
	if t.MatchFields == nil && t.MatchExpressions == nil {
		return nil
	}
	return &corev1.NodeAffinity{RequiredDuringSchedulingIgnoredDuringExecution: &corev1.NodeSelector{NodeSelectorTerms: []corev1.NodeSelectorTerm{t}}}
}
