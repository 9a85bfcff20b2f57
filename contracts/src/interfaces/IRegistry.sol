// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What a node has, or an order takes. One storage slot.
struct Resources {
    uint32 cpuMilli; // thousandths of a core
    uint32 memoryMiB; // MiB
    uint32 diskMiB; // MiB
    uint40 trafficMiB; // MiB in and out over the life of an order
    uint16 gpu; // whole devices
    bytes12 gpuModel; // ASCII, zero padded, zero when gpu is zero
}

/// @title IRegistry
/// @notice Where nodes enter themselves: operator key, resources, endpoint.
interface IRegistry {
    /// @notice A node's entry as read from outside.
    struct Node {
        address operator; // hot key that signs quotes and activates; zero: only the node's own wallet
        uint96 minStake; // least stake of a user for probation, token units
        Resources total;
        Resources reserved; // gpuModel is always that of total
        bool paused; // takes no new orders
        uint40 registeredAt; // Unix seconds, zero: not registered
        string endpoint; // host:port, no scheme
        string metadataURI;
    }

    event NodeRegistered(
        address indexed node,
        address indexed operator,
        Resources total,
        uint96 minStake,
        string endpoint,
        string metadataURI
    );
    event NodePaused(address indexed node, bool paused);
    event OperatorChanged(address indexed node, address indexed operator);
    event ReservedChanged(address indexed node, Resources reserved);

    error Registry_NotRegistered(address node);
    error Registry_Paused(address node);
    error Registry_OnlyMarket(address caller);
    error Registry_BelowReserved(Resources total, Resources reserved);
    error Registry_OutOfCapacity(Resources wanted, Resources free);
    error Registry_EmptyEndpoint();
    error Registry_EndpointTooLong(uint256 length, uint256 limit);

    /// @dev A GPU model without a GPU, or a GPU without a model.
    error Registry_GpuModel(uint16 gpu, bytes12 gpuModel);
    error Registry_MetadataTooLong(uint256 length, uint256 limit);
    error Registry_ZeroAddress();

    /// @notice Enters the caller, or updates its entry (keeps `paused` and `registeredAt`).
    function register(
        address operator,
        Resources calldata total,
        uint96 minStake,
        string calldata endpoint,
        string calldata metadataURI
    ) external;

    function setOperator(address operator) external;
    function setPaused(bool paused) external;

    /// @notice Market only: takes resources. Reverts when paused, absent, or short.
    /// @return operator the node's operator key
    /// @return minStake the node's least stake for probation
    function reserve(address node, Resources calldata r) external returns (address operator, uint96 minStake);

    /// @notice Market only: gives resources back. Never reverts for a known node.
    function release(address node, Resources calldata r) external;

    /// @notice A node's operator key; zero: none, or not registered.
    function operatorOf(address node_) external view returns (address operator);

    function market() external view returns (address);
    function node(address node_) external view returns (Node memory);
    function nodeCount() external view returns (uint256);

    /// @notice A page of entries in order of first registration; `limit` is capped at 100.
    function nodes(uint256 offset, uint256 limit) external view returns (address[] memory addresses, Node[] memory entries);
}
