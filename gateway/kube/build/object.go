// Package build makes the objects that a gateway wants in a cluster for an order: one pure builder for each kind, from a
// plan. An object has the fields that are declared and no others, since who applies a field owns it.
package build

import (
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Head is what every object begins with.
type Head struct {
	Kind       string   `json:"kind"`
	APIVersion string   `json:"apiVersion"`
	Metadata   Metadata `json:"metadata"`
}

// GetName is the object's name.
func (h Head) GetName() string { return h.Metadata.Name }

// Metadata is what objects and pods are found by.
type Metadata struct {
	Name        string            `json:"name,omitempty"`
	Namespace   string            `json:"namespace,omitempty"`
	Labels      map[string]string `json:"labels,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
}

// Object is one with a specification.
type Object[S any] struct {
	Head
	Spec S `json:"spec"`
}

// Data is a ConfigMap or a Secret.
type Data[V string | []byte] struct {
	Head
	Type corev1.SecretType `json:"type,omitempty"`
	Data map[string]V      `json:"data,omitempty"`
}

// DeploymentSpec is that of a Deployment, the API's own but for what that would declare beyond what is wanted.
type DeploymentSpec struct {
	Replicas             *int32                     `json:"replicas,omitempty"`
	Selector             *metav1.LabelSelector      `json:"selector,omitempty"`
	Template             PodTemplate                `json:"template"`
	Strategy             *appsv1.DeploymentStrategy `json:"strategy,omitempty"`
	RevisionHistoryLimit *int32                     `json:"revisionHistoryLimit,omitempty"`
	Paused               bool                       `json:"paused"`
}

// JobSpec is that of a Job.
type JobSpec struct {
	Suspend                 bool                          `json:"suspend"`
	BackoffLimit            *int32                        `json:"backoffLimit,omitempty"`
	PodReplacementPolicy    *batchv1.PodReplacementPolicy `json:"podReplacementPolicy,omitempty"`
	TTLSecondsAfterFinished *int32                        `json:"ttlSecondsAfterFinished,omitempty"`
	Template                PodTemplate                   `json:"template"`
}

// PodTemplate is what a Deployment makes pods of.
type PodTemplate struct {
	Metadata Metadata `json:"metadata"`
	Spec     PodSpec  `json:"spec"`
}

// PodSpec is a pod's, with containers of ours.
type PodSpec struct {
	corev1.PodSpec
	InitContainers []Container `json:"initContainers,omitempty"`
	Containers     []Container `json:"containers"`
}

// Container is one with variables of ours.
type Container struct {
	corev1.Container
	Env []EnvVar `json:"env,omitempty"`
}

// EnvVar is a variable of a container, whose value is declared even where it is empty.
type EnvVar struct {
	Name      string               `json:"name"`
	Value     *string              `json:"value,omitempty"`
	ValueFrom *corev1.EnvVarSource `json:"valueFrom,omitempty"`
}

// head is of an object without a service.
func (p Plan) head(version, kind, name string) Head {
	return Head{Kind: kind, APIVersion: version, Metadata: Metadata{Name: name, Namespace: p.Namespace(), Labels: p.labels()}}
}

// headOf is of an object of a service.
func (p Plan) headOf(version, kind, name, service string) Head {
	return Head{Kind: kind, APIVersion: version, Metadata: Metadata{Name: name, Namespace: p.Namespace(), Labels: p.LabelsOf(service)}}
}
