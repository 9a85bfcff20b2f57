// Package entry has the fields in which it is said what is wanted: resources, a duration, a service's settings. What is
// typed is kept as it was typed, beside what it comes to.
package entry

// Custom is the value of what is entered by hand instead of chosen.
const Custom = "custom"

// RateBits is how large a rate may be: the contract keeps 96 bits.
const RateBits = 96
