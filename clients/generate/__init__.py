"""Writes the clients of Greenroom's own API from its OpenAPI document.

script/clients                        writes every generated file anew
tests/clients/test_freshness.py       fails where a committed file is not what this makes
tests/clients/test_operations.py      fails where an operation has no name, or a name no operation
"""
