# You see: a game. The Pico thinks of a number that you guess.
# You need: nothing else.
# Try this: press Stop while it waits. Then make it 1 to 1000.
from random import randint

secret = randint(1, 100)
guess = 0
tries = 0

print("I am thinking of a number from 1 to 100.")
while guess != secret:
    answer = input("Your guess: ")
    if not answer.isdigit():
        print("Please type a number.")
        continue
    guess = int(answer)
    tries = tries + 1
    if guess < secret:
        print("My number is larger.")
    elif guess > secret:
        print("My number is smaller.")
print("Yes! You needed", tries, "tries.")
