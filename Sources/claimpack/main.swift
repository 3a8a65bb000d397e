print("claimpack")
