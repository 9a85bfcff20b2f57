package kube

import _ "embed"

// Role is role.yaml: the rights that a gateway's account needs.
//
//go:embed role.yaml
var Role []byte
